#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An error of the operating system while reading or writing a file.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The steps of reading and writing that can fail.
  public enum Step: String, Sendable {
    /// Opening a file for reading or writing.
    case opened
    /// Reading the content.
    case read
    /// Creating the temporary file next to the target.
    case created
    /// Writing the content, which may fail halfway, for example on a full disk.
    case written
    /// Renaming the temporary file to the target.
    case replaced
  }

  /// The step that failed.
  public var step: Step
  /// The error number of the system, as in `errno`.
  public var code: Int32

  /// Creates an error from a step and an error number of the system.
  public init(_ step: Step, code: Int32) {
    self.step = step
    self.code = code
  }

  /// Creates an error from a step and the current value of `errno`.
  init(_ step: Step) {
    self.init(step, code: errno)
  }

  /// Whether the path does not exist.
  public var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether the path is a directory where a file is needed.
  public var isDirectory: Bool { code == EISDIR }

  /// The system's description of the error.
  public var description: String { String(cString: strerror(code)) }

  /// The step and the reason in one clause: `can't be created: Permission denied`.
  public var clause: String { "can't be \(step.rawValue): \(self)" }
}
