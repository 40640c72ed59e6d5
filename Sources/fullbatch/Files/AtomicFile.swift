import Foundation
import Machine

/// Atomic writing of outputs: to a temporary file beside the target, which is then renamed.
enum AtomicFile {
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    do {
      try OutputFile.write(Array(bytes), to: path)
    } catch {
      throw ToolError.cannotWrite(error, file: path)
    }
  }

  /// Creates a folder for outputs, unless it exists.
  static func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ToolError(
        exitCode: .cannotCreate, file: path, message: "can't be created (check the path)")
    }
  }

  /// Throws an error, before any work, if a file can't be created at a path.
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
        message: "is write-protected (give another path, or allow writing)")
    }
    let folder = target.deletingLastPathComponent().path
    // The path must also exist as it is written: the system does not resolve ".." after a folder
    // that does not exist.
    let written = (path as NSString).deletingLastPathComponent
    guard
      isDevice(target)
        || files.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
          && files.isWritableFile(atPath: folder)
          && (written.isEmpty || files.fileExists(atPath: written))
    else {
      throw ToolError(
        exitCode: .cannotCreate, file: path,
        message: "can't be written (check that the folder exists and is writable)")
    }
  }

  /// Whether the target is a device or a pipe, which is written to directly.
  private static func isDevice(_ target: URL) -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: target.path) else { return false }
    let attributes = try? files.attributesOfItem(atPath: target.path)
    return attributes?[.type] as? FileAttributeType != .typeRegular
  }
}
