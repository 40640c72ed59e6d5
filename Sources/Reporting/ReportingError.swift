/// An image or a report that can't be created.
public struct ReportingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of errors.
  public enum Kind: String, Sendable {
    /// libpng rejected the image: it is larger than PNG allows, or memory ran out.
    case encodingFailed
  }

  /// The kind of the error.
  public var kind: Kind
  /// A sentence that says what is wrong.
  public var problem: String

  /// Creates an error.
  public init(_ kind: Kind, _ problem: String) {
    self.kind = kind
    self.problem = problem
  }

  /// The error in one line.
  public var description: String { problem }
}
