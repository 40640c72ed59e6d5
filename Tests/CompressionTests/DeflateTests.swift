import Compression
import Testing

/// Streams of `b"full batch, full batch, full batch\n"` made by CPython 3.11: `zlib.compress(text)`
/// and `gzip.compress(text, mtime=0)`.
private enum Sample {
  static let text = Array("full batch, full batch, full batch\n".utf8)
  static let zlib: [UInt8] = [
    0x78, 0x9c, 0x4b, 0x2b, 0xcd, 0xc9, 0x51, 0x48, 0x4a, 0x2c, 0x49, 0xce, 0xd0, 0x51, 0x48,
    0xc3, 0xca, 0xe6, 0x02, 0x00, 0xe0, 0x17, 0x0c, 0x22,
  ]
  static let gzip: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0x2b, 0xcd, 0xc9, 0x51,
    0x48, 0x4a, 0x2c, 0x49, 0xce, 0xd0, 0x51, 0x48, 0xc3, 0xca, 0xe6, 0x02, 0x00, 0xc0, 0xfb,
    0x62, 0x56, 0x23, 0x00, 0x00, 0x00,
  ]

  static func stream(_ container: Deflate.Container) -> [UInt8] {
    switch container {
    case .zlib: zlib
    case .gzip: gzip
    }
  }
}

@Suite struct DeflateTests {
  private static let containers: [Deflate.Container] = [.zlib, .gzip]

  /// Inflates with the sample's own size as the limit.
  private func inflate(
    _ bytes: [UInt8], _ container: Deflate.Container, limit: Int = 1 << 20, expecting: Int? = nil
  ) throws(CompressionError) -> [UInt8] {
    try Deflate.decompress(bytes[...], container: container, atMost: limit, expecting: expecting)
  }

  private func fault(_ body: () throws(CompressionError) -> Void) -> CompressionError? {
    do throws(CompressionError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: containers) func inflatesWhatPythonMade(_ container: Deflate.Container) throws {
    let stream = Sample.stream(container)
    #expect(try inflate(stream, container) == Sample.text)
    #expect(try inflate(stream, container, limit: 35) == Sample.text)
    #expect(try inflate(stream, container, expecting: 35) == Sample.text)
    // A slice keeps its indices.
    let padded = [0, 0, 0] + stream
    #expect(
      try Deflate.decompress(padded.dropFirst(3), container: container, atMost: 35) == Sample.text)
  }

  @Test(arguments: containers) func findsEveryTruncation(_ container: Deflate.Container) {
    let stream = Sample.stream(container)
    for length in stream.indices {
      for expecting in [nil, 35] {
        let fault = fault { () throws(CompressionError) in
          _ = try inflate(Array(stream.prefix(length)), container, expecting: expecting)
        }
        #expect(fault?.kind == .truncated, "\(length) bytes")
      }
    }
  }

  @Test(arguments: containers) func findsEveryChangedByte(_ container: Deflate.Container) {
    let stream = Sample.stream(container)
    // What a gzip header says of name, time and system changes nothing of the content.
    let free = container == .gzip ? Set([3, 4, 5, 6, 7, 8, 9]) : []
    for index in stream.indices where !free.contains(index) {
      var changed = stream
      changed[index] ^= 0x55
      #expect(throws: CompressionError.self, "byte \(index)") {
        try inflate(changed, container)
      }
    }
  }

  @Test(arguments: containers) func stopsAtTheLimit(_ container: Deflate.Container) throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 22)
    let bomb = try Deflate.compress(zeros, container: container)
    #expect(bomb.count < 5000)
    #expect(try inflate(bomb, container, limit: zeros.count) == zeros)
    for limit in [0, 1, 100_000, zeros.count - 1] {
      let fault = fault { () throws(CompressionError) in
        _ = try inflate(bomb, container, limit: limit)
      }
      #expect(fault?.kind == .tooLarge, "limit \(limit)")
    }
  }

  @Test(arguments: containers) func saysWhatWasExpected(_ container: Deflate.Container) {
    for size in [0, 34, 36, 1000] {
      let fault = fault { () throws(CompressionError) in
        _ = try inflate(Sample.stream(container), container, expecting: size)
      }
      #expect(fault?.kind == .wrongSize, "expecting \(size)")
    }
    let fault = fault { () throws(CompressionError) in
      _ = try inflate(Sample.stream(container), container, limit: 10, expecting: 35)
    }
    #expect(fault?.kind == .tooLarge)
  }

  @Test func joinsTheMembersOfGzip() throws {
    let twice = Sample.gzip + Sample.gzip
    #expect(try inflate(twice, .gzip) == Sample.text + Sample.text)
    #expect(try inflate(twice, .gzip, expecting: 70) == Sample.text + Sample.text)
    #expect(try inflate(twice + [0, 0, 0], .gzip) == Sample.text + Sample.text)
    let fault = fault { () throws(CompressionError) in
      _ = try inflate(twice, .gzip, limit: 69)
    }
    #expect(fault?.kind == .tooLarge)
  }

  @Test(arguments: containers) func refusesWhatFollows(_ container: Deflate.Container) {
    let stream = Sample.stream(container)
    let fault = fault { () throws(CompressionError) in
      _ = try inflate(stream + [7, 7], container)
    }
    #expect(fault?.kind == .trailingBytes)
    #expect(fault?.offset == stream.count)
  }

  @Test(arguments: containers) func readsPrefixes(_ container: Deflate.Container) throws {
    let stream = Sample.stream(container)
    for count in [0, 1, 10, 35, 100] {
      let prefix = try Deflate.prefix(of: stream[...], container: container, count: count)
      #expect(prefix == Array(Sample.text.prefix(count)))
    }
    // The end may be missing, as long as what is wanted lies before it.
    let cut = stream.dropLast(6)
    let prefix = try Deflate.prefix(of: cut, container: container, count: 10)
    #expect(prefix == Array(Sample.text.prefix(10)))
  }

  @Test(arguments: containers) func fillsMemoryOfTheCallers(_ container: Deflate.Container) throws {
    let stream = Sample.stream(container) + [1, 2, 3]
    var buffer = [UInt8](repeating: 0xff, count: 40)
    var span = buffer.mutableSpan
    let extent = try Deflate.decompress(stream[...], container: container, into: &span)
    #expect(extent.read == stream.count - 3)
    #expect(extent.written == 35)
    #expect(Array(buffer.prefix(35)) == Sample.text)

    var small = [UInt8](repeating: 0, count: 34)
    let fault = fault { () throws(CompressionError) in
      var span = small.mutableSpan
      _ = try Deflate.decompress(stream[...], container: container, into: &span)
    }
    #expect(fault?.kind == .tooLarge)
  }

  @Test(arguments: containers) func compressesAndInflates(_ container: Deflate.Container) throws {
    for count in [0, 1, 1000, 1 << 20] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
      let stream = try Deflate.compress(bytes, container: container)
      #expect(try inflate(stream, container, limit: count, expecting: count) == bytes)
      #expect(try inflate(stream, container) == bytes)
    }
  }
}
