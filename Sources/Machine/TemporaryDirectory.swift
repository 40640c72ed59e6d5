internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A new directory that is removed, with all that is in it, when the value goes out of scope.
///
/// It stays behind if the process is ended by a signal or by `exit`.
public struct TemporaryDirectory: ~Copyable {
  /// The path of the directory.
  public let path: String

  /// Creates an empty directory that only this user can read.
  ///
  /// - Parameter parent: The directory to create it in; with `nil`, the default, the system's for
  ///   temporary files, which the environment variable `TMPDIR` sets.
  /// - Throws: ``SystemError`` of step `created`.
  public init(in parent: String? = nil) throws(SystemError) {
    let parent = parent ?? FileManager.default.temporaryDirectory.path
    var template = Array("\(parent)/fullbatch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(.created) }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A new file that is written piece by piece, and is closed when the value goes out of scope.
public struct NewFile: ~Copyable {
  private let descriptor: Int32

  /// Creates a file, and the directories it is in; an existing file is emptied.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: ``SystemError`` of step `created`.
  public init(path: String) throws(SystemError) {
    if let end = path.lastIndex(of: "/") {
      try Self.createDirectory(String(path[..<end]))
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError(.created) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Writes bytes after those that were written before.
  ///
  /// - Throws: ``SystemError`` of step `written`, for example on a full disk.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try OutputFile.send(bytes, to: descriptor)
  }

  /// Creates a directory and those it is in, unless they are there.
  private static func createDirectory(_ path: String) throws(SystemError) {
    if path.isEmpty || mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let end = path.lastIndex(of: "/") else { throw SystemError(.created) }
    try createDirectory(String(path[..<end]))
    guard mkdir(path, 0o700) == 0 else { throw SystemError(.created) }
  }
}
