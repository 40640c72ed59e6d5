import Foundation
public import Testing

/// A program that results are compared with, which may be missing.
public struct ExternalProgram: Sendable {
  /// The name of the program, which is found on the search path.
  public let name: String

  /// Python 3.
  public static let python = ExternalProgram("python3")

  /// GNU Octave without its graphical interface.
  public static let octave = ExternalProgram("octave-cli")

  /// Names a program.
  public init(_ name: String) { self.name = name }

  /// Whether the program can be run.
  public var isInstalled: Bool { output(["--version"]) != nil }

  /// Runs the program to its end.
  ///
  /// - Parameter arguments: The arguments of the program.
  /// - Returns: What it prints on standard output, or `nil` if it is missing or fails.
  public func output(_ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
  }

  /// Runs a Python script and returns what it prints, or `nil` if it fails.
  public static func runPython(_ script: String, _ arguments: [String] = []) -> String? {
    python.output(["-c", script] + arguments)
  }

  /// Runs an Octave script and returns what it prints, or `nil` if it fails.
  public static func runOctave(_ script: String) -> String? {
    octave.output(["--no-init-file", "--eval", script])
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where a program is missing.
  public static func requires(_ program: ExternalProgram) -> Self {
    .enabled(if: program.isInstalled, "\(program.name) is not installed")
  }

  /// Skips a test where a module of Python is missing.
  public static func requires(pythonModule name: String) -> Self {
    .enabled(
      if: ExternalProgram.runPython("import \(name)") != nil,
      "the Python module \(name) is not installed")
  }
}
