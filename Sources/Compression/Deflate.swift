/// DEFLATE (RFC 1951) in the containers of zlib (RFC 1950) and gzip (RFC 1952).
///
/// Two libraries do the work. libdeflate is two to three times as fast but sees whole buffers only,
/// so it is asked where the inflated size is known or can be guessed; zlib streams, so it reads a
/// prefix, inflates what has no known size, and has the last word on what is wrong with bad bytes.
public enum Deflate {
  /// What surrounds the compressed data: a header, and a checksum that is always verified.
  public enum Container: Sendable {
    /// One stream with an Adler-32 (RFC 1950).
    case zlib
    /// One or more members, each with a CRC-32 and its size (RFC 1952).
    case gzip
  }

  /// How far an inflated stream reached, in its input and in its output.
  public struct Extent: Equatable, Sendable {
    /// Compressed bytes read, container included.
    public var read: Int
    /// Inflated bytes written.
    public var written: Int
  }

  /// The most by which DEFLATE can expand: 258 bytes for a match of two bits (RFC 1951, 3.2.5).
  ///
  /// A stream of n bytes never inflates to more than `maximumExpansion · n` bytes, so a larger size
  /// that a file claims is wrong before anything is inflated.
  public static let maximumExpansion = 1032
}
