internal import CZlib

/// Incremental decompression of bytes in memory by zlib's `inflate`.
struct InflateStream: ~Copyable {
  /// The compressed bytes.
  private let bytes: ArraySlice<UInt8>
  /// zlib's state, at a fixed address because it contains a pointer to itself.
  private let state: UnsafeMutablePointer<z_stream>
  /// The number of compressed bytes read so far.
  private(set) var read = 0
  /// Whether the end of the stream was reached and its checksum matched.
  private(set) var hasEnded = false

  /// Starts at the first of the compressed bytes.
  init(_ bytes: ArraySlice<UInt8>, _ container: Deflate.Container) {
    self.bytes = bytes
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    let windowBits: Int32 =
      switch container {
      case .zlib: MAX_WBITS
      case .gzip: MAX_WBITS + 16  // a gzip header and trailer, see zlib.h
      }
    let status = inflateInit2_(
      state, windowBits, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib can't start (status \(status))")
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// Decompresses until the buffer is full, the stream ends, or the input ends; returns the number
  /// of bytes written.
  mutating func fill(
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) throws(CompressionError) -> Int {
    var written = 0
    while written < output.count && !hasEnded {
      let step = inflateStep(UnsafeMutableBufferPointer(rebasing: output[written...]))
      read += step.read
      written += step.written
      switch step.status {
      case Z_STREAM_END: hasEnded = true
      case Z_OK where step.read > 0 || step.written > 0: continue
      case Z_OK, Z_BUF_ERROR: return written
      case Z_MEM_ERROR: fatalError("out of memory while inflating")
      default:
        let reason = state.pointee.msg.map { String(cString: $0) } ?? "not a DEFLATE stream"
        throw CompressionError(.corrupt, offset: read, reason)
      }
    }
    return written
  }

  /// Throws unless the stream ends exactly here, after `written` bytes of content.
  mutating func requireEnd(after written: Int) throws(CompressionError) {
    if hasEnded { return }
    // The end-of-block code and the checksum may still be unread after all of the content.
    let surplus = try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) {
      buffer throws(CompressionError) in try fill(buffer)
    }
    if surplus > 0 {
      throw CompressionError(
        .tooLarge, offset: read, "decompresses to more than the \(written) bytes allowed")
    }
    if !hasEnded {
      throw CompressionError(
        .truncated, offset: bytes.count, "ends in the middle of the compressed stream")
    }
  }

  /// Calls zlib's `inflate` once, with lengths limited to 32 bits.
  private func inflateStep(
    _ output: UnsafeMutableBufferPointer<UInt8>
  ) -> (status: Int32, read: Int, written: Int) {
    bytes.withUnsafeBufferPointer { input in
      let rest = UnsafeBufferPointer(rebasing: input[read...])
      state.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
      state.pointee.avail_in = UInt32(clamping: rest.count)
      state.pointee.next_out = output.baseAddress
      state.pointee.avail_out = UInt32(clamping: output.count)
      let (givenInput, givenOutput) = (state.pointee.avail_in, state.pointee.avail_out)
      let status = CZlib.inflate(state, Z_NO_FLUSH)
      return (
        status, Int(givenInput - state.pointee.avail_in),
        Int(givenOutput - state.pointee.avail_out)
      )
    }
  }
}
