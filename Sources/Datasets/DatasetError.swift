internal import Machine

/// What is wrong with a data file, where, and how to mend it.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of trouble a caller may want to tell apart.
  public enum Kind: String, Sendable {
    /// The content is of no known format.
    case unknownFormat
    /// The bytes end before the content does.
    case truncated
    /// The bytes break the rules of their format.
    case malformed
    /// The format is known, the feature used is not supported or is refused.
    case unsupported
    /// A variable, file or column that is needed is not there.
    case missing
    /// Two parts disagree in size.
    case sizeMismatch
    /// A number is not one that a data set can hold (NaN, infinite, not whole, out of range).
    case invalidValue
    /// The file can't be opened or read.
    case unreadable

    /// What mends most faults of the kind.
    var usualRemedy: String {
      switch self {
      case .truncated, .malformed: "fetch the file again, or write it anew"
      case .unsupported: "save plain arrays of numbers"
      case .sizeMismatch: "check that the parts belong together"
      case .invalidValue: "mend it in the file"
      case .unreadable: "check that it may be read"
      case .unknownFormat, .missing: ""
      }
    }
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// Where: a byte offset, a line, a variable, an element; empty when it is the whole file.
  public var place: String
  /// One sentence on what is wrong.
  public var problem: String
  /// How to mend it; empty when nothing can be said.
  public var remedy: String

  /// Describes a fault in a data file.
  ///
  /// - Parameter remedy: how to mend it; what mends most faults of the kind, unless it is given.
  public init(_ kind: Kind, at place: String = "", _ problem: String, remedy: String? = nil) {
    self.kind = kind
    self.place = place
    self.problem = problem
    self.remedy = remedy ?? kind.usualRemedy
  }

  /// Says why a file can't be read.
  init(_ error: SystemError) {
    self.init(.unreadable, "\(error)")
  }

  /// The fault in one line: the place, the problem, and the remedy in parentheses.
  public var description: String {
    (place.isEmpty ? "" : "\(place): ") + problem + (remedy.isEmpty ? "" : " (\(remedy))")
  }
}
