internal import CDeflate

/// Compression and decompression of whole buffers by libdeflate.
enum LibDeflate {
  /// Decompresses the first stream if it is valid and fits.
  ///
  /// - Returns: The number of bytes read and written, or `nil` if the stream is corrupt, truncated
  ///   or too large; ``InflateStream`` reports which.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, _ container: Deflate.Container,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Deflate.Extent? {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    let inflate =
      switch container {
      case .zlib: libdeflate_zlib_decompress_ex
      case .gzip: libdeflate_gzip_decompress_ex
      }
    var extent = Deflate.Extent(read: 0, written: 0)
    var empty: UInt8 = 0
    let result = bytes.withUnsafeBufferPointer { input in
      withUnsafeMutablePointer(to: &empty) { placeholder in
        inflate(
          decompressor, input.baseAddress, input.count, output.baseAddress ?? placeholder,
          output.count, &extent.read, &extent.written)
      }
    }
    return result == LIBDEFLATE_SUCCESS ? extent : nil
  }

  /// Compresses to one stream.
  static func compress(_ bytes: [UInt8], _ container: Deflate.Container, level: Int) -> [UInt8] {
    guard let compressor = libdeflate_alloc_compressor(Int32(level)) else {
      fatalError("out of memory, or no compression level \(level)")
    }
    defer { libdeflate_free_compressor(compressor) }
    let (bound, compress) =
      switch container {
      case .zlib: (libdeflate_zlib_compress_bound, libdeflate_zlib_compress)
      case .gzip: (libdeflate_gzip_compress_bound, libdeflate_gzip_compress)
      }
    return [UInt8](capacity: bound(compressor, bytes.count)) { span in
      span.withUnsafeMutableBufferPointer { output, initialized in
        initialized = bytes.withUnsafeBufferPointer { input in
          compress(compressor, input.baseAddress, input.count, output.baseAddress, output.count)
        }
        precondition(initialized > 0, "libdeflate exceeded its own upper bound")
      }
    }
  }
}
