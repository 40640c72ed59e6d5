/// An error in compressed data.
public struct CompressionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of errors.
  public enum Kind: String, Sendable {
    /// The bytes are not a stream in the given container, or a checksum does not match.
    case corrupt
    /// The bytes end before the stream does.
    case truncated
    /// The content is larger than the caller allows.
    case tooLarge
    /// The size of the content is not the expected one.
    case wrongSize
    /// The stream is followed by other bytes.
    case trailingBytes
  }

  /// The kind of the error.
  public var kind: Kind
  /// The offset at which the error was found, from the first compressed byte.
  public var offset: Int
  /// A sentence that says what is wrong.
  public var problem: String

  /// Creates an error in compressed data.
  public init(_ kind: Kind, offset: Int, _ problem: String) {
    self.kind = kind
    self.offset = offset
    self.problem = problem
  }

  /// The error in one line.
  public var description: String { "compressed byte \(offset): \(problem)" }
}
