import Foundation

/// An input path, where `-` is standard input: its content is kept in a temporary file.
final class StandardInput {
  /// The path that can be read.
  let path: String
  /// The name for messages.
  let name: String
  private let folder: URL?

  /// Reads standard input if the path is `-`.
  init(path: String) throws {
    guard path == "-" else {
      self.path = path
      name = path
      folder = nil
      return
    }
    name = "standard input"
    do {
      let content = try FileHandle.standardInput.readToEnd() ?? Data()
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("fullbatch-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      self.folder = folder
      let file = folder.appendingPathComponent("standard input")
      try content.write(to: file)
      self.path = file.path
    } catch {
      throw ToolError(
        exitCode: .inputOutput, file: "standard input",
        message: "can't be read (check the pipe and the free space for temporary files)")
    }
  }

  deinit {
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }
}
