/// Why a picture or a report can't be made.
public struct ReportingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of trouble a caller may want to tell apart.
  public enum Kind: String, Sendable {
    /// libpng refused the image: it is larger than a PNG may be, or memory ran out.
    case encodingFailed
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// One sentence on what is wrong.
  public var problem: String

  /// Describes a fault.
  public init(_ kind: Kind, _ problem: String) {
    self.kind = kind
    self.problem = problem
  }

  /// The fault in one line.
  public var description: String { problem }
}
