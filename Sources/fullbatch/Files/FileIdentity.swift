import Foundation

/// The identity of the file at a path, independent of symbolic links, hard links, and `..` in the
/// path.
///
/// A file that does not exist yet is identified by the nearest existing folder and the names below
/// it.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64
  private var names: [String] = []

  /// Looks up the file at a path.
  ///
  /// - Returns: `nil` for a device, a pipe or a socket, which have no content to overwrite.
  init?(path: String) {
    self.init(path: path, linksLeft: 40)
  }

  /// Looks up the file that a descriptor is open on.
  ///
  /// - Returns: `nil` for anything but a regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  private init?(path: String, linksLeft: Int) {
    let path = path.isEmpty ? "." : path
    var status = stat()
    if stat(path, &status) == 0 {
      guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { return nil }
      self.init(status)
      return
    }
    let folder = (path as NSString).deletingLastPathComponent
    // A dangling link: writing to it creates its target.
    if linksLeft > 0,
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    {
      let isAbsolute = target.hasPrefix("/") || folder.isEmpty
      self.init(path: isAbsolute ? target : "\(folder)/\(target)", linksLeft: linksLeft - 1)
      return
    }
    guard folder != path, var place = FileIdentity(path: folder, linksLeft: linksLeft) else {
      return nil
    }
    switch (path as NSString).lastPathComponent {
    case ".": break
    // Leaves a folder that does not exist.
    case ".." where !place.names.isEmpty: place.names.removeLast()
    case let name: place.names.append(name)
    }
    self = place
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
