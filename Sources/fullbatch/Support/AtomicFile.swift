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

  /// Ends the command, before its work, when a file can't be made at a path.
  static func requireCreatable(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue,
      FileManager.default.isWritableFile(atPath: folder)
    else {
      throw ToolError(
        exitCode: .cannotCreate, file: path,
        message: "can't be written (check that the folder is there and may be written to)")
    }
    guard
      !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue
    else {
      throw ToolError(
        exitCode: .cannotCreate, file: path, message: "is a folder (give the path of a file)")
    }
  }
}
