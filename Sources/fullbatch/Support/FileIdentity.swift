import Foundation

/// Which file a path leads to, however the path is written: through links, hard links included, and
/// through folders that are left again.
///
/// A file that is not there yet is known by the folder that is there and the names below it.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64
  private var names: [String] = []

  /// Looks up what a path leads to.
  ///
  /// - Returns: `nil` for a device, a pipe or a socket, which have no content to lose.
  init?(path: String) {
    self.init(path: path, linksLeft: 40)
  }

  /// Looks up the file that is open under a descriptor.
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
    // A link that leads nowhere yet: what is written there would be its target.
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
    // Out of a folder that is not there.
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
