internal import Machine

extension Deflate {
  /// Decompresses bytes and verifies their checksum.
  ///
  /// - zlib: exactly one stream; bytes after it are an error.
  /// - gzip: the concatenated contents of the members, as RFC 1952 (2.2) requires; zero bytes after
  ///   the last member are padding, other bytes are an error.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included.
  ///   - container: The container of the compressed data.
  ///   - limit: The maximum size of the content, not negative; larger content is an error.
  ///   - expecting: The exact size of the content if it is known, which makes decompression faster;
  ///     another size is an error.
  /// - Returns: The content.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, `tooLarge`, `wrongSize` or
  ///   `trailingBytes`.
  /// - Complexity: Linear in the size of the content. It takes one allocation if the size is known
  ///   or the gzip trailer has it, and repeated doubling otherwise; never more than the larger of
  ///   `maximumExpansion · bytes.count` and 64 KiB, and never more than `limit`.
  public static func decompress(
    _ bytes: ArraySlice<UInt8>, container: Container, atMost limit: Int, expecting: Int? = nil
  ) throws(CompressionError) -> [UInt8] {
    precondition(limit >= 0, "the limit must not be negative")
    if let expecting, expecting > limit {
      throw CompressionError(
        .tooLarge, offset: 0, "decompresses to \(expecting) bytes, more than the \(limit) allowed")
    }
    var output: [UInt8] = []
    var rest = bytes
    repeat {
      let size = (expecting ?? trailerSize(of: rest, container)).map { $0 - output.count }
      do {
        let read = try appendStream(
          rest, container, to: &output, size: size, atMost: limit - output.count)
        rest = rest.dropFirst(read)
      } catch {
        throw CompressionError(
          error.kind, offset: rest.startIndex - bytes.startIndex + error.offset, error.problem)
      }
    } while container == .gzip && rest.starts(with: gzipMagic)

    let isPadding = container == .gzip && rest.allSatisfy { $0 == 0 }
    if !rest.isEmpty && !isPadding {
      throw CompressionError(
        .trailingBytes, offset: rest.startIndex - bytes.startIndex,
        "\(rest.count) bytes follow the end of the stream")
    }
    if let expecting, output.count != expecting {
      throw CompressionError(
        .wrongSize, offset: bytes.count,
        "decompresses to \(output.count) bytes, but \(expecting) were expected")
    }
    return output
  }

  /// Decompresses the first stream, or gzip member, into the caller's memory.
  ///
  /// Bytes after the stream are ignored; `Extent.read` is the offset at which they begin.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included.
  ///   - container: The container of the compressed data.
  ///   - output: The memory to write to; it may be larger than the content.
  /// - Returns: The number of bytes read and written.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, or `tooLarge` when the content
  ///   does not fit.
  /// - Complexity: Linear in the size of the content; the libraries allocate their windows only.
  public static func decompress(
    _ bytes: ArraySlice<UInt8>, container: Container, into output: inout MutableSpan<UInt8>
  ) throws(CompressionError) -> Extent {
    try output.withUnsafeMutableBufferPointer { buffer throws(CompressionError) in
      try inflate(bytes, container, into: buffer)
    }
  }

  /// Decompresses one stream, or gzip member, into one allocation.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included, and nothing else.
  ///   - container: The container of the compressed data.
  ///   - capacity: The maximum size of the content.
  /// - Returns: The content.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, `trailingBytes`, or `tooLarge`
  ///   when the content exceeds the capacity.
  /// - Complexity: Linear in the size of the content; allocates `capacity` bytes.
  public static func decompress(
    _ bytes: ArraySlice<UInt8>, container: Container, capacity: Int
  ) throws(CompressionError) -> [UInt8] {
    try [UInt8](capacity: capacity) { output throws(CompressionError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(CompressionError) in
        HugePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
        let extent = try inflate(bytes, container, into: buffer)
        initialized = extent.written
        if extent.read < bytes.count {
          throw CompressionError(
            .trailingBytes, offset: extent.read,
            "\(bytes.count - extent.read) bytes follow the end of the stream")
        }
      }
    }
  }

  /// Decompresses the first bytes of a stream, without verifying the rest.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included; the end of the stream may be missing.
  ///   - container: The container of the compressed data.
  ///   - count: The number of bytes to decompress.
  /// - Returns: The first `count` bytes of the content, fewer if the content, or the available part
  ///   of the stream, ends before.
  /// - Throws: ``CompressionError`` of kind `corrupt` if the error is in the decompressed part.
  /// - Complexity: Linear in `count`.
  public static func prefix(
    of bytes: ArraySlice<UInt8>, container: Container, count: Int
  ) throws(CompressionError) -> [UInt8] {
    try [UInt8](capacity: count) { output throws(CompressionError) in
      try output.withUnsafeMutableBufferPointer { buffer, initialized throws(CompressionError) in
        var stream = InflateStream(bytes, container)
        initialized = try stream.fill(buffer)
      }
    }
  }

  /// The first two bytes of every gzip member (RFC 1952, 2.3.1).
  private static let gzipMagic: [UInt8] = [0x1f, 0x8b]

  /// The size of the last member according to the last four bytes of a gzip file (RFC 1952, 2.3.1),
  /// if it is possible: an estimate, because there may be several members.
  private static func trailerSize(of bytes: ArraySlice<UInt8>, _ container: Container) -> Int? {
    guard container == .gzip, bytes.count >= 18 else { return nil }
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return size <= maximumExpansion * bytes.count ? size : nil
  }
}
