#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the system says when it can't read or write a file.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The steps of reading and writing that can fail.
  public enum Step: String, Sendable {
    /// A file is opened, for reading or for writing.
    case opened
    /// The content is read.
    case read
    /// The file beside the target is created.
    case created
    /// The content is written, which may fail halfway, as on a full disk.
    case written
    /// The file beside the target takes the target's name.
    case replaced
  }

  /// The step that failed.
  public var step: Step
  /// The system's number for the reason, as in `errno`.
  public var code: Int32

  /// Takes the step and the system's number.
  public init(_ step: Step, code: Int32) {
    self.step = step
    self.code = code
  }

  /// Takes the step and the number that the system has just reported.
  init(_ step: Step) {
    self.init(step, code: errno)
  }

  /// Whether there is nothing at a path.
  public var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether a directory is at the path, where a file is needed.
  public var isDirectory: Bool { code == EISDIR }

  /// The system's words for the reason.
  public var description: String { String(cString: strerror(code)) }

  /// The step and the reason in one clause: `can't be created: Permission denied`.
  public var clause: String { "can't be \(step.rawValue): \(self)" }
}
