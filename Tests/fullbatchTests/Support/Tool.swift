import Foundation
import TestSupport
import Testing

/// The built tool, run as a process of its own.
enum Tool {
  /// What a run of the tool left behind.
  struct Outcome {
    /// The exit code.
    let status: Int32
    /// What came on standard output.
    let output: String
    /// What came on standard error.
    let errors: String

    /// The lines on standard error.
    var errorLines: [Substring] { errors.split(separator: "\n") }

    /// The only document on standard output.
    func json<Document: Decodable>(_ type: Document.Type = Document.self) throws -> Document {
      try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    /// The keys at the top of the only document on standard output.
    func keys() throws -> Set<String> {
      let document = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return Set(try #require(document as? [String: Any]).keys)
    }
  }

  /// A run that is under way.
  struct Run {
    let process: Process
    let captured: TemporaryFolder

    /// What has come on standard error so far.
    var errorsSoFar: String { captured.text("stderr") }

    /// Waits for the end, which a run that hangs is brought to.
    func outcome() -> Outcome {
      let deadline = Date(timeIntervalSinceNow: 120)
      while process.isRunning, deadline > .now { Thread.sleep(forTimeInterval: 0.002) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      return Outcome(
        status: process.terminationReason == .exit
          ? process.terminationStatus : -process.terminationStatus,
        output: captured.text("stdout"), errors: captured.text("stderr"))
    }
  }

  /// The program beside the tests, or `nil` where it was not built.
  static let path: String? = {
    let besideTests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let release = TestFiles.packageRoot.appending(path: ".build/release")
    return [besideTests, release].map { $0.appending(path: "fullbatch").path() }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs the tool to its end.
  ///
  /// - Parameters:
  ///   - arguments: The arguments, with the subcommand first.
  ///   - folder: The folder it runs in; files without a folder in their name lie there.
  ///   - environment: Variables in addition to those of the tests.
  ///   - program: Another program, to run the tool from.
  /// - Returns: The exit code and what it printed.
  /// - Throws: The error of starting the program.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    program: String? = nil
  ) throws -> Outcome {
    try start(arguments, in: folder, environment: environment, program: program).outcome()
  }

  /// Starts the tool.
  ///
  /// Its output goes to files, so that neither stream can fill up and none is a terminal.
  static func start(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    program: String? = nil
  ) throws -> Run {
    let captured = TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: try #require(program ?? path))
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try captured.create("stdout")
    process.standardError = try captured.create("stderr")
    try unblockingSignals { try process.run() }
    return Run(process: process, captured: captured)
  }
}

extension Tool {
  /// Runs work with no signal blocked, as a shell starts programs: the threads that tests run on
  /// block most of them, and a program inherits that.
  private static func unblockingSignals(_ work: () throws -> Void) rethrows {
    var none = sigset_t()
    var old = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    try work()
  }
}

/// The tool as a script sees it: what it prints, what it writes, how it ends.
///
/// The suites run one after the other, for each run takes all cores.
@Suite(.serialized, .enabled(if: Tool.path != nil, "fullbatch is not built"))
enum ToolTests {}
