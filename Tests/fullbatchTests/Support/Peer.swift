import Foundation

/// Programs of other people that say what they think of our files.
enum Peer {
  /// Whether a program can be run.
  static func has(_ program: String) -> Bool { output(program, ["--version"]) != nil }

  /// What a program prints, or `nil` if it is not there or fails.
  static func output(_ program: String, _ arguments: [String]) -> String? {
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
}
