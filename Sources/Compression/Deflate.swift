/// DEFLATE compression (RFC 1951) in the containers of zlib (RFC 1950) and gzip (RFC 1952).
///
/// It uses two libraries. libdeflate is two to three times as fast but needs whole buffers, so it
/// is used if the size of the content is known or can be estimated. zlib can stream, so it is used
/// for prefixes and for content of unknown size, and reports what is wrong with invalid data.
public enum Deflate {
  /// The container of compressed data: a header, and a checksum, which is always verified.
  public enum Container: Sendable {
    /// One stream with an Adler-32 checksum (RFC 1950).
    case zlib
    /// One or more members, each with a CRC-32 checksum and its size (RFC 1952).
    case gzip
  }

  /// The length of a stream in its input and in its output.
  public struct Extent: Equatable, Sendable {
    /// The number of compressed bytes read, container included.
    public var read: Int
    /// The number of decompressed bytes written.
    public var written: Int
  }

  /// An upper bound of DEFLATE's compression ratio: 258 bytes for a match of two bits (RFC 1951,
  /// 3.2.5).
  ///
  /// The content of a stream of n bytes is at most `maximumExpansion · n` bytes, so a file that
  /// claims more is corrupt.
  public static let maximumExpansion = 1032
}

extension Deflate {
  /// Compresses bytes to one zlib stream, or one gzip member without name and time.
  ///
  /// The result is the same for the same bytes and the same version of libdeflate.
  ///
  /// - Parameters:
  ///   - bytes: The bytes to compress; they may be empty.
  ///   - container: The container of the compressed data.
  /// - Returns: The compressed bytes.
  /// - Throws: ``CompressionError`` of kind `tooLarge` for a gzip member of 4 GiB or more, whose
  ///   size does not fit into its trailer.
  /// - Complexity: Linear in `bytes.count`; allocates the worst-case size of the result.
  public static func compress(
    _ bytes: [UInt8], container: Container
  ) throws(CompressionError) -> [UInt8] {
    if container == .gzip && bytes.count > Int(UInt32.max) {
      throw CompressionError(
        .tooLarge, offset: 0, "\(bytes.count) bytes are too many for one gzip member")
    }
    return LibDeflate.compress(bytes, container, level: 6)
  }
}
