internal import Machine

extension Deflate {
  /// Inflates bytes whole and verifies their checksum.
  ///
  /// - zlib: exactly one stream; bytes after it are an error.
  /// - gzip: the members' contents joined, as RFC 1952 (2.2) asks; zero bytes after the last member
  ///   are padding, other bytes are an error.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included.
  ///   - container: What surrounds the compressed data.
  ///   - limit: The most bytes to produce; a stream that holds more throws, after this many.
  ///   - expecting: The exact inflated size where it is known, which spares the search for it; a
  ///     stream of another size throws.
  /// - Returns: The inflated bytes.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, `tooLarge`, `wrongSize` or
  ///   `trailingBytes`.
  /// - Complexity: Linear in the inflated size. Memory is taken once where the size is known or
  ///   the gzip trailer tells it right, else by doubling; never more than the larger of
  ///   `maximumExpansion · bytes.count` and 64 KiB, nor than `limit`.
  public static func decompress(
    _ bytes: ArraySlice<UInt8>, container: Container, atMost limit: Int, expecting: Int? = nil
  ) throws(CompressionError) -> [UInt8] {
    precondition(limit >= 0, "a limit of \(limit) bytes")
    if let expecting, expecting > limit {
      throw CompressionError(
        .tooLarge, offset: 0, "inflates to \(expecting) bytes, more than the \(limit) allowed")
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
        "inflates to \(output.count) bytes where \(expecting) were expected")
    }
    return output
  }

  /// Inflates the first stream (or gzip member) into memory of the caller's.
  ///
  /// Bytes behind the stream are left alone and are no error; `Extent.read` tells where they begin.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included.
  ///   - container: What surrounds the compressed data.
  ///   - output: The memory to fill; it may be larger than the content.
  /// - Returns: How much was read and written.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, or `tooLarge` when the content
  ///   does not fit.
  /// - Complexity: Linear in the inflated size; allocates the libraries' windows only.
  public static func decompress(
    _ bytes: ArraySlice<UInt8>, container: Container, into output: inout MutableSpan<UInt8>
  ) throws(CompressionError) -> Extent {
    try output.withUnsafeMutableBufferPointer { buffer throws(CompressionError) in
      try inflate(bytes, container, into: buffer)
    }
  }

  /// Inflates one stream, or gzip member, into one allocation.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included, and nothing behind them.
  ///   - container: What surrounds the compressed data.
  ///   - capacity: The most bytes that the content may have.
  /// - Returns: The inflated bytes.
  /// - Throws: ``CompressionError`` of kind `corrupt`, `truncated`, `trailingBytes`, or `tooLarge`
  ///   when the content exceeds the capacity.
  /// - Complexity: Linear in the inflated size; allocates `capacity` bytes.
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

  /// Inflates no more than the first bytes of a stream, without verifying the rest.
  ///
  /// - Parameters:
  ///   - bytes: The compressed bytes, container included; the end of the stream may be missing.
  ///   - container: What surrounds the compressed data.
  ///   - count: How many inflated bytes are wanted.
  /// - Returns: The first `count` bytes, or all where the stream holds, or its present part
  ///   yields, fewer.
  /// - Throws: ``CompressionError`` of kind `corrupt` when the fault lies in what is inflated.
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

  /// The two bytes that every gzip member begins with (RFC 1952, 2.3.1).
  private static let gzipMagic: [UInt8] = [0x1f, 0x8b]

  /// The inflated size that a gzip file's last four bytes claim for its last member (RFC 1952,
  /// 2.3.1), where it is one that the bytes can hold: a guess, for there may be several members.
  private static func trailerSize(of bytes: ArraySlice<UInt8>, _ container: Container) -> Int? {
    guard container == .gzip, bytes.count >= 18 else { return nil }
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return size <= maximumExpansion * bytes.count ? size : nil
  }
}
