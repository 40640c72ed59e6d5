internal import Foundation

extension FileBytes {
  /// Writes a file whole or not at all: beside the target, then renamed over it.
  ///
  /// A file that is replaced keeps its permissions.
  static func write(_ bytes: [UInt8], to path: String) throws(MATFileError) {
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw cannotWrite("can't be created") }
    var isDone = false
    defer { if !isDone { unlink(temporary) } }
    do throws(MATFileError) {
      var old = stat()
      if stat(path, &old) == 0 { fchmod(descriptor, old.st_mode & 0o777) }
      try write(bytes, descriptor)
      // Without this a crash of the machine could leave the new name on an empty file.
      guard fsync(descriptor) == 0 else { throw cannotWrite("can't be written") }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw cannotWrite("can't be written") }
    guard rename(temporary, path) == 0 else { throw cannotWrite("can't be replaced") }
    isDone = true
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) throws(MATFileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(MATFileError) in
      var rest = UnsafeRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Foundation.write(descriptor, part.baseAddress, part.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw cannotWrite("can't be written") }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// The fault that the system has just reported.
  private static func cannotWrite(_ problem: String) -> MATFileError {
    let reason = text(of: errno)
    return MATFileError(
      .cannotWrite, "\(problem): \(reason)", remedy: "check the folder and the room on the disk")
  }
}
