internal import Compression

/// How the chunks of a dataset are encoded (IV.A.2.l): the bytes of the elements may be shuffled,
/// then compressed, then followed by a checksum.
struct HDF5Filters: Sendable {
  /// A step of the encoding, by its number in the format.
  enum Step: Int, Sendable {
    /// DEFLATE, in the container of zlib.
    case deflate = 1
    /// The first bytes of all elements, then the second bytes, ….
    case shuffle = 2
    /// A checksum of 32 bits after the bytes.
    case fletcher32 = 3
  }

  /// The steps in the order of writing; a bit of a chunk's mask excludes the step of its index.
  private(set) var steps: [Step] = []

  /// No encoding.
  init() {}

  /// Reads a filter pipeline message.
  ///
  /// - Throws: ``MATFileError`` of kind `unsupported` that names the filter.
  init(_ cursor: inout HDF5Cursor) throws(MATFileError) {
    let before = cursor
    let (version, count) = (try cursor.integer(1), try cursor.integer(1))
    guard version == 1 || version == 2 else {
      throw before.fault(.unsupported, "has filters of version \(version)")
    }
    if version == 1 { try cursor.skip(6) }
    for _ in 0..<count {
      let code = try cursor.integer(2)
      let hasName = version == 1 || code >= 256
      let nameLength = hasName ? try cursor.integer(2) : 0
      try cursor.skip(2)
      let valueCount = try cursor.integer(2)
      try cursor.skip(version == 1 ? (nameLength + 7) / 8 * 8 : nameLength)
      try cursor.skip(4 * (valueCount + (version == 1 ? valueCount % 2 : 0)))
      guard let step = Step(rawValue: code) else {
        throw Self.refusal(of: Self.names[code] ?? "number \(code)", at: before.position)
      }
      steps.append(step)
    }
    let usual: [Step] = [.shuffle, .deflate, .fletcher32]
    guard steps == usual.filter(steps.contains) else {
      throw Self.refusal(of: "in an unusual order", at: before.position)
    }
  }

  private static let names = [
    4: "szip", 5: "nbit", 6: "scaleoffset", 307: "bzip2", 32000: "LZF", 32001: "Blosc",
    32004: "LZ4", 32008: "bitshuffle", 32013: "ZFP", 32015: "Zstandard", 32026: "Blosc2",
  ]

  private static func refusal(of filter: String, at offset: Int) -> MATFileError {
    MATFileError(
      .unsupported, at: offset, "is compressed by a filter that is not supported: \(filter)",
      remedy: "convert it with h5repack -f GZIP=4, or write it with compression='gzip' in h5py")
  }

  /// The steps of a chunk with a mask.
  func steps(mask: Int) -> [Step] {
    steps.enumerated().filter { mask >> $0.offset & 1 == 0 }.map(\.element)
  }

  /// The maximum size of the content of a chunk that has a number of bytes in the file.
  func maximumContent(of byteCount: Int) -> Int {
    let factor = steps.contains(.deflate) ? Deflate.maximumExpansion : 1
    let (size, overflow) = byteCount.multipliedReportingOverflow(by: factor)
    return overflow ? .max : size
  }
}

extension HDF5Filters.Step {
  /// Whether bytes have a checksum of Fletcher over 16-bit words, the first byte of each being the
  /// higher one.
  ///
  /// Both halves count modulo 2¹⁶ − 1, of which 0 and 2¹⁶ − 1 are the same number.
  static func hasFletcher32(_ checksum: UInt32, _ bytes: ArraySlice<UInt8>) -> Bool {
    var (sum, sumOfSums): (UInt64, UInt64) = (0, 0)
    bytes.withUnsafeBytes { bytes in
      for position in stride(from: 0, to: bytes.count, by: 2) {
        let low = position + 1 < bytes.count ? bytes[position + 1] : 0
        sum += UInt64(bytes[position]) << 8 | UInt64(low)
        sumOfSums += sum
        // Long before either can overflow.
        if position & 0xffff == 0xfffe || position + 2 >= bytes.count {
          sum %= 65535
          sumOfSums %= 65535
        }
      }
    }
    return UInt64(checksum & 0xffff) % 65535 == sum && UInt64(checksum >> 16) % 65535 == sumOfSums
  }

  /// Writes elements whose bytes were shuffled.
  ///
  /// - Parameters:
  ///   - source: The first bytes of all elements, then the second bytes, ….
  ///   - width: The number of bytes per element, of which the source has a whole number.
  ///   - destination: The memory for the elements, as large as the source.
  static func unshuffle(
    _ source: UnsafeRawBufferPointer, width: Int, into destination: UnsafeMutableRawBufferPointer
  ) {
    let count = source.count / width
    // A block of elements stays in the L1 cache while their bytes arrive one after the other.
    for start in stride(from: 0, to: count, by: 1024) {
      let end = min(start + 1024, count)
      for byte in 0..<width {
        let plane = UnsafeRawBufferPointer(rebasing: source[byte * count..<(byte + 1) * count])
        for element in start..<end { destination[element * width + byte] = plane[element] }
      }
    }
  }
}
