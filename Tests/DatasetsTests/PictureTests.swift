import Datasets
import StoredNumbers
import TestSupport
import Testing

/// What Pillow, OpenCV and SciPy make of the pictures in `Fixtures/datasets/pictures`.
struct ExpectedPictures: Decodable {
  struct Pixels: Decodable {
    let height: Int
    let width: Int
    let channels: Int?
    let file: String?
    let by: String?
    let pixels: [UInt8]
  }

  let decoded: [String: Pixels]
  let resized: [Pixels]
  let centered: [Pixels]
  /// What is seen with the orientations 1 to 8.
  let oriented: [Pixels]

  static let all: ExpectedPictures = try! TestFiles.decodeFixture("datasets/pictures/expected.json")

  /// The picture in a fixture.
  static func picture(_ name: String) throws -> Picture {
    try Picture(decoding: Fixture.bytes("pictures/\(name)"))
  }
}

/// The largest difference of two rows of bytes; `nil` if their numbers differ.
private func difference(_ first: [UInt8], _ second: [UInt8]) -> Int? {
  first.count == second.count
    ? zip(first, second).map { abs(Int($0) - Int($1)) }.max() : nil
}

@Suite struct PictureTests {
  @Test(arguments: ExpectedPictures.all.decoded.keys.sorted())
  func pixelsAreThoseOfPillow(name: String) throws {
    let expected = try #require(ExpectedPictures.all.decoded[name])
    let picture = try ExpectedPictures.picture(name)
    #expect(picture.height == expected.height)
    #expect(picture.width == expected.width)
    #expect(picture.channels == expected.channels)
    // Releases of libjpeg-turbo may round differently; Pillow rounds the opacity once more.
    let tolerance = name.hasSuffix(".jpg") ? 2 : name.contains("a.png") ? 1 : 0
    #expect(try #require(difference(picture.pixels, expected.pixels)) <= tolerance)
  }

  /// The segment that a camera puts behind the first two bytes, in both byte orders.
  @Test(arguments: ExpectedPictures.all.oriented.indices, [true, false])
  func orientations(index: Int, isLittle: Bool) throws {
    let expected = ExpectedPictures.all.oriented[index]
    let number: (Int, Int) -> [UInt8] = { value, count in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isLittle ? bytes : bytes.reversed()
    }
    var segment = Array("Exif\0\0".utf8) + Array((isLittle ? "II" : "MM").utf8)
    segment += number(42, 2) + number(8, 4) + number(2, 2)
    segment += number(0x0100, 2) + number(3, 2) + number(1, 4) + number(9, 2) + [0, 0]
    segment += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(index + 1, 2) + [0, 0]
    segment += number(0, 4)
    let file = try Fixture.bytes("pictures/camera.jpg")
    let marked =
      file.prefix(2) + [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment + file.dropFirst(2)
    let picture = try Picture(decoding: Array(marked))
    #expect(picture.height == expected.height)
    #expect(picture.width == expected.width)
    #expect(try #require(difference(picture.pixels, expected.pixels)) <= 2)
    // A segment that is damaged is none.
    for length in 0..<segment.count {
      let cut =
        file.prefix(2) + [0xFF, 0xE1, 0, UInt8(length + 2)] + segment.prefix(length)
        + file.dropFirst(2)
      #expect(try Picture(decoding: Array(cut)).pixels.count == 30)
    }
  }

  @Test(arguments: ExpectedPictures.all.resized.indices)
  func areasAreThoseOfOtherPrograms(index: Int) throws {
    let expected = ExpectedPictures.all.resized[index]
    let source = ExpectedPictures.all.decoded[expected.file!]!
    let picture = Picture(
      width: source.width, height: source.height, channels: source.channels!,
      pixels: source.pixels
    ).resized(height: expected.height, width: expected.width)
    #expect(picture.height == expected.height)
    #expect(picture.width == expected.width)
    #expect(try #require(difference(picture.pixels, expected.pixels)) <= 1, "\(expected.by!)")
  }

  /// The mean of a picture stays, in any size.
  @Test(arguments: [(1, 1), (3, 2), (5, 7), (11, 13), (2, 40)])
  func constantPicturesStayConstant(height: Int, width: Int) {
    let picture = Picture(
      width: 7, height: 5, channels: 3, pixels: [UInt8](repeating: 201, count: 105))
    #expect(picture.resized(height: height, width: width).pixels.allSatisfy { $0 == 201 })
  }

  /// Pillow's `convert("L")` of the eight corners of the cube of colors and some others.
  @Test(
    arguments: [
      ([0, 0, 0], 0), ([255, 255, 255], 255), ([255, 0, 0], 76), ([0, 255, 0], 150),
      ([0, 0, 255], 29), ([255, 255, 0], 226), ([0, 255, 255], 179), ([255, 0, 255], 105),
      ([12, 200, 77], 130), ([1, 2, 3], 2),
    ] as [([UInt8], UInt8)])
  func luma(rgb: [UInt8], gray: UInt8) {
    let picture = Picture(width: 1, height: 1, channels: 3, pixels: rgb)
    #expect(picture.grayscale().pixels == [gray])
    #expect(picture.isGray == (Set(rgb).count == 1))
  }

  @Test(arguments: ExpectedPictures.all.centered.indices)
  func centeringIsThatOfSciPy(index: Int) throws {
    let expected = ExpectedPictures.all.centered[index]
    let preparation = PicturePreparation(
      height: expected.height, width: expected.width, centers: true)
    let picture = try ExpectedPictures.picture(expected.file!).prepared(preparation)
    #expect(picture.channels == 1)
    #expect(try #require(difference(picture.pixels, expected.pixels)) <= 1, "\(expected.file!)")
  }

  /// Of MNIST's own digits most do not change at all, and the others hardly.
  @Test func digitsOfMNISTStay() throws {
    let path = try #require(TestFiles.data("mnist5k-images-idx3-ubyte.gz"))
    let digits = try IDX.array(TestFiles.bytes(path))
    var sameCount = 0
    var sum = 0
    let indices = stride(from: 0, to: 5000, by: 50)
    for index in indices {
      let pixels = Array(digits.numbers.bytes.dropFirst(784 * index).prefix(784))
      let digit = Picture(width: 28, height: 28, channels: 1, pixels: pixels)
      let centered = digit.digitCentered(height: 28, width: 28)
      sameCount += centered == digit ? 1 : 0
      for (new, old) in zip(centered.pixels, pixels) { sum += abs(Int(new) - Int(old)) }
    }
    #expect(sameCount >= 75)
    #expect(Double(sum) / Double(784 * 100) < 0.1)
  }

  @Test func preparations() throws {
    let picture = Picture(width: 2, height: 1, channels: 3, pixels: [255, 0, 0, 0, 0, 255])
    #expect(try picture.prepared(PicturePreparation()) == picture)
    #expect(try picture.prepared(PicturePreparation(channels: 1)).pixels == [76, 29])
    #expect(
      try picture.prepared(PicturePreparation(width: 1, channels: 3)).pixels == [128, 0, 128])
    let gray = try picture.grayscale().prepared(PicturePreparation(channels: 3))
    #expect(gray.pixels == [76, 76, 76, 29, 29, 29])
    let huge = PicturePreparation(height: 1 << 40, width: 1 << 40)
    #expect(try datasetError { _ = try gray.prepared(huge) }?.kind == .unsupported)
    for size in [1, 2, 5] {
      let pixels = [UInt8](repeating: 9, count: size * size)
      let blank = Picture(width: size, height: size, channels: 1, pixels: pixels)
      #expect(blank.digitCentered(height: 3, width: 4).pixels == [UInt8](repeating: 0, count: 12))
    }
  }
}

@Suite struct PictureBadInputTests {
  @Test(arguments: [
    "gray.png", "palette-alpha.png", "adam7.png", "rgb16.png", "gray.jpg", "progressive.jpg",
  ])
  func cutShortAtAnyByte(name: String) throws {
    let whole = try Fixture.bytes("pictures/\(name)")
    for length in whole.indices {
      let error = try datasetError { _ = try Picture(decoding: Array(whole.prefix(length))) }
      #expect(error != nil, "\(length) bytes")
      #expect(error?.description.contains("\n") == false)
    }
  }

  /// What matters is that nothing traps, and that no memory is used beyond the limit.
  @Test(arguments: ["gray.png", "palette-alpha.png", "adam7.png", "gray.jpg", "progressive.jpg"])
  func anyByteMayBeWrong(name: String) throws {
    let whole = try Fixture.bytes("pictures/\(name)")
    for index in whole.indices {
      for change: UInt8 in [0xFF, 0x01, 0x80] {
        var changed = whole
        changed[index] ^= change
        // A JPEG may become one of 65 535 rows, which takes long and proves nothing.
        if name.hasSuffix(".jpg"), change != 0x01 { continue }
        try datasetError { _ = try Picture(decoding: changed) }
      }
    }
  }

  /// The sides in the header are changed, to 2³² pixels and to a few more than 2²⁶, for example.
  @Test(
    arguments: [
      ("gray.png", 16, [0, 1, 0, 0, 0, 1, 0, 0]), ("gray.png", 16, [0, 0, 0x20, 1, 0, 0, 0x20, 0]),
      ("gray.jpg", nil, [0xFF, 0xDC, 0xFF, 0xDC]),
      ("progressive.jpg", nil, [0x20, 0x01, 0x20, 0x00]),
    ] as [(String, Int?, [UInt8])])
  func largePicturesAreRefusedBeforeTheyAreRead(
    name: String, place: Int?, sides: [UInt8]
  ) throws {
    var bytes = try Fixture.bytes("pictures/\(name)")
    let frame = bytes.indices.first {
      bytes[$0] == 0xFF && $0 + 1 < bytes.count && [0xC0, 0xC2].contains(bytes[$0 + 1])
    }
    let start = try #require(place ?? frame.map { $0 + 5 })
    bytes.replaceSubrange(start..<start + sides.count, with: sides)
    if name.hasSuffix(".png") {
      // The check of the header, so that libpng accepts it.
      let sum = crc32(bytes[12..<29])
      for place in 0..<4 { bytes[29 + place] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * place)) }
    }
    #if canImport(Glibc)
      Allocations.resetPeak()
      let before = Allocations.bytes
    #endif
    let error = try datasetError { _ = try Picture(decoding: bytes) }
    #expect(
      error?.kind == .unsupported || error?.description.contains("limit") == true, "\(error!)")
    #if canImport(Glibc)
      #expect(Allocations.peakBytes - before < 1 << 20)
    #endif
  }

  @Test func otherFiles() throws {
    #expect(!Picture.begins(Array("GIF89a".utf8)))
    #expect(!Picture.begins([]))
    #expect(Picture.begins(try Fixture.bytes("pictures/gray.jpg")))
    #expect(try datasetError { _ = try Picture(decoding: [1, 2, 3]) }?.kind == .unknownFormat)
    let inks = try datasetError { _ = try ExpectedPictures.picture("cmyk.jpg") }
    #expect(inks?.kind == .unsupported)
  }
}

/// The checksum of PNG's chunks, by its definition in the standard.
private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  return ~sum
}
