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
