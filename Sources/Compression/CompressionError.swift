/// Why compressed bytes could not be inflated, and where.
public struct CompressionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of trouble a caller may want to tell apart.
  public enum Kind: String, Sendable {
    /// The bytes are no stream of the container asked for, or a checksum does not match.
    case corrupt
    /// The bytes end before the stream does.
    case truncated
    /// The stream inflates to more than the caller allows.
    case tooLarge
    /// The stream does not inflate to the size that the caller knows.
    case wrongSize
    /// The stream is followed by bytes that belong to no stream.
    case trailingBytes
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// Where it was noticed, counted from the first compressed byte.
  public var offset: Int
  /// One sentence on what is wrong.
  public var problem: String

  /// Describes a fault in compressed bytes.
  public init(_ kind: Kind, offset: Int, _ problem: String) {
    self.kind = kind
    self.offset = offset
    self.problem = problem
  }

  /// The fault in one line.
  public var description: String { "compressed byte \(offset): \(problem)" }
}
