internal import Machine

extension Deflate {
  /// Decompresses one stream, appends at most `limit` bytes to the output, and returns the number
  /// of compressed bytes read; `size` is the known or estimated size of the content.
  static func appendStream(
    _ bytes: ArraySlice<UInt8>, _ container: Container, to output: inout [UInt8], size: Int?,
    atMost limit: Int
  ) throws(CompressionError) -> Int {
    if let size, size >= 0, size <= limit, size <= maximumExpansion * bytes.count {
      var extent: Extent?
      let whole = [UInt8](capacity: size) { span in
        span.withUnsafeMutableBufferPointer { buffer, initialized in
          HugePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
          extent = LibDeflate.inflate(bytes, container, into: buffer)
          initialized = extent?.written ?? 0
        }
      }
      if let extent {
        if output.isEmpty { output = whole } else { output += whole }
        return extent.read
      }
    }
    return try appendUnsized(bytes, container, to: &output, atMost: limit)
  }

  /// Decompresses one stream into a buffer with libdeflate and, if that fails, with zlib, which
  /// reports what is wrong.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, _ container: Container,
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(CompressionError) -> Extent {
    if let extent = LibDeflate.inflate(bytes, container, into: buffer) { return extent }
    var stream = InflateStream(bytes, container)
    let written = try stream.fill(buffer)
    try stream.requireEnd(after: written)
    return Extent(read: stream.read, written: written)
  }

  /// Decompresses one stream with zlib into chunks that double in size.
  private static func appendUnsized(
    _ bytes: ArraySlice<UInt8>, _ container: Container, to output: inout [UInt8], atMost limit: Int
  ) throws(CompressionError) -> Int {
    var stream = InflateStream(bytes, container)
    let start = output.count
    var chunk = max(1 << 16, min(bytes.count, limit / 4) * 4)
    while !stream.hasEnded, output.count - start < limit {
      let room = min(chunk, limit - (output.count - start))
      let inflated = try [UInt8](capacity: room) { span throws(CompressionError) in
        try span.withUnsafeMutableBufferPointer { buffer, initialized throws(CompressionError) in
          initialized = try stream.fill(buffer)
        }
      }
      if inflated.count < room && !stream.hasEnded { break }
      output += inflated
      chunk = max(chunk, output.count - start)
    }
    try stream.requireEnd(after: output.count - start)
    return stream.read
  }
}
