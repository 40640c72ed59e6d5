import Foundation

/// Outputs that appear whole or not at all: written beside the target and renamed.
enum AtomicFile {
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let target = URL(fileURLWithPath: path)
    do {
      try Data(bytes).write(to: target, options: .atomic)
    } catch {
      throw ToolError(
        exitCode: .cannotCreate, file: path,
        message: "can't be written (check that the folder is there and may be written to)")
    }
  }

  /// Ends the command before its work when an output could not be written after it.
  static func requireCreatable(_ paths: String?...) throws {
    for case let path? in paths {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard !(isThere && isFolder.boolValue), FileManager.default.isWritableFile(atPath: folder)
      else {
        throw ToolError(
          exitCode: .cannotCreate, file: path,
          message: "can't be written (check that the folder is there and may be written to)")
      }
    }
  }

  /// Makes a folder for outputs, unless it is there.
  static func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ToolError(
        exitCode: .cannotCreate, file: path, message: "can't be made a folder (check the path)")
    }
  }
}
