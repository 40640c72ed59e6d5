import Foundation
import Machine

/// Outputs that appear whole or not at all: written beside the target and renamed.
enum AtomicFile {
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    do {
      try OutputFile.write(Array(bytes), to: path)
    } catch {
      throw ToolError.cannotWrite(error, file: path)
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
    let files = FileManager.default
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    let isThere = files.fileExists(atPath: target.path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue {
      throw ToolError(
        exitCode: .cannotCreate, file: path, message: "is a folder (give the path of a file)")
    }
    if isThere, !files.isWritableFile(atPath: target.path) {
      throw ToolError(
        exitCode: .cannotCreate, file: path,
        message: "is protected from writing (give another path, or allow it)")
    }
    let folder = target.deletingLastPathComponent().path
    // The path as it is written must lead there, too: the system does not leave a folder that is
    // not there by "..".
    let written = (path as NSString).deletingLastPathComponent
    guard
      isDevice(target)
        || files.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
          && files.isWritableFile(atPath: folder)
          && (written.isEmpty || files.fileExists(atPath: written))
    else {
      throw ToolError(
        exitCode: .cannotCreate, file: path,
        message: "can't be written (check that the folder is there and may be written to)")
    }
  }

  /// Whether a device or a pipe is there, which has no content to keep whole.
  private static func isDevice(_ target: URL) -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: target.path) else { return false }
    let attributes = try? files.attributesOfItem(atPath: target.path)
    return attributes?[.type] as? FileAttributeType != .typeRegular
  }
}
