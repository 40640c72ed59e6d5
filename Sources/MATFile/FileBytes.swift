internal import Foundation

/// Files as arrays of bytes.
package enum FileBytes {
  /// Reads a whole file.
  static func read(_ path: String) throws(MATFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      let reason = errno
      throw MATFileError(
        reason == ENOENT || reason == ENOTDIR ? .noSuchFile : .unreadable,
        reason == ENOENT ? "there is no such file" : "can't be opened: \(text(of: reason))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw MATFileError(.unreadable, "is a directory", remedy: "give the path of a file")
    }
    // One byte more than the file has, so that its end is seen without another allocation.
    var bytes: [UInt8] = []
    var wanted = Int(status.st_size) + 1
    while true {
      let chunk = try [UInt8](capacity: wanted) { output throws(MATFileError) in
        try output.withUnsafeMutableBufferPointer { buffer, initialized throws(MATFileError) in
          while initialized < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized...])
            let count = Foundation.read(descriptor, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
              throw MATFileError(.unreadable, "can't be read: \(text(of: errno))")
            }
            if count == 0 { break }
            initialized += count
          }
        }
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < wanted { return bytes }
      // The file grows while it is read, or is a pipe.
      wanted = max(1 << 16, bytes.count)
    }
  }

  /// What the system says of an error.
  static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
