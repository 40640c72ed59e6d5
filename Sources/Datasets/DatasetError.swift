internal import Machine

/// An error in a data file: its kind, its location, and how to fix it.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of errors.
  public enum Kind: String, Sendable {
    /// The format is unknown.
    case unknownFormat
    /// The file ends before its content is complete.
    case truncated
    /// The file violates its format.
    case malformed
    /// The file uses a part of its format that is not supported.
    case unsupported
    /// A required variable, file or column is missing.
    case missing
    /// The sizes of two parts do not match.
    case sizeMismatch
    /// A number is not allowed in a data set (NaN, infinite, not whole, out of range).
    case invalidValue
    /// The file can't be opened or read.
    case unreadable

    /// How to fix most errors of the kind.
    var defaultRemedy: String {
      switch self {
      case .truncated, .malformed: "download or write the file again"
      case .unsupported: "save plain arrays of numbers"
      case .sizeMismatch: "check that the parts belong together"
      case .invalidValue: "fix it in the file"
      case .unreadable: "check its permissions"
      case .unknownFormat, .missing: ""
      }
    }
  }

  /// The kind of the error.
  public var kind: Kind
  /// The location: a byte offset, a line, a variable or an element; empty for the whole file.
  public var place: String
  /// A sentence that says what is wrong.
  public var problem: String
  /// How to fix it; empty if unknown.
  public var remedy: String

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - kind: The kind of the error.
  ///   - place: The location; empty, the default, for the whole file.
  ///   - problem: A sentence that says what is wrong.
  ///   - remedy: How to fix it; with `nil`, the default, how to fix most errors of the kind.
  public init(_ kind: Kind, at place: String = "", _ problem: String, remedy: String? = nil) {
    self.kind = kind
    self.place = place
    self.problem = problem
    self.remedy = remedy ?? kind.defaultRemedy
  }

  /// Creates an error for a file that can't be read.
  init(_ error: SystemError) {
    self.init(.unreadable, "\(error)")
  }

  /// The error in one line: the location, the problem, and the remedy in parentheses.
  public var description: String {
    (place.isEmpty ? "" : "\(place): ") + problem + (remedy.isEmpty ? "" : " (\(remedy))")
  }
}
