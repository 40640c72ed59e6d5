import Foundation

/// The programs and files outside that results are compared with.
enum Peers {
  /// The root of the package.
  static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The fixtures of the package.
  static let fixtures = packageRoot.appending(path: "Fixtures")

  /// The MAT-files in the test data of an installed scipy.
  static let scipyData: URL? = {
    let code =
      "import os, scipy.io; "
      + "print(os.path.join(os.path.dirname(scipy.io.__file__), 'matlab', 'tests', 'data'), end='')"
    guard let folder = run("python3", ["-c", code]), !folder.isEmpty,
      FileManager.default.fileExists(atPath: folder)
    else { return nil }
    return URL(filePath: folder)
  }()

  /// Whether Octave can be run.
  static let hasOctave = run("octave-cli", ["--version"]) != nil

  /// All MAT-files of the package and of the shared data beside it.
  static let dataFiles: [URL] = {
    let folders = [
      fixtures, packageRoot.appending(path: "data"), packageRoot.appending(path: "../shared/data"),
    ]
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
      return names.sorted().filter { $0.hasSuffix(".mat") }.map { folder.appending(path: $0) }
    }
  }()

  /// What a program prints, or `nil` if it is not there or fails.
  static func run(_ program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
  }

  /// Runs work with the path of a file that is removed afterwards.
  static func withTemporaryFile<Result>(_ work: (String) throws -> Result) rethrows -> Result {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "fullbatch-\(UUID().uuidString).mat").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try work(path)
  }
}
