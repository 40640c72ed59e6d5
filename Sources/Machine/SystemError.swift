#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the system says when a call fails.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's number for it, as in `errno`.
  public var code: Int32

  /// Takes the system's number.
  public init(code: Int32) {
    self.code = code
  }

  /// Whether there is nothing at a path.
  public var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// The system's words.
  public var description: String { String(cString: strerror(code)) }
}
