/// A picture of bytes, gray or in color.
///
/// A byte is the brightness as files store it (sRGB, 0 is black and 255 is white).
package struct Picture: Sendable, Equatable {
  /// The width in pixels, at least 1.
  package let width: Int
  /// The height in pixels, at least 1.
  package let height: Int
  /// The bytes of a pixel: 1 for gray, 3 for red, green and blue.
  package let channels: Int
  /// The bytes, row by row from the top, of a row from the left, and of a pixel by channel.
  package internal(set) var pixels: [UInt8]

  /// The maximum number of pixels of a picture.
  package static let maximumPixelCount = 1 << 26

  /// Creates a picture from bytes, as many as its size has.
  package init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "a picture has at least one pixel")
    precondition(channels == 1 || channels == 3, "a pixel is one byte or three")
    precondition(pixels.count == width * height * channels, "the bytes are those of the pixels")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// Whether bytes begin like a PNG or a JPEG file.
  package static func begins(_ bytes: some Collection<UInt8>) -> Bool {
    FileType(bytes) != nil
  }

  /// Decodes the bytes of a PNG or a JPEG file.
  ///
  /// Palettes, 16 bits and fewer than 8 bits become bytes. Transparent pixels are laid over white:
  /// a byte v of opacity a becomes v·a + 255·(1 − a), rounded, on the stored values, as browsers
  /// do. A JPEG picture is turned as its camera notes in EXIF.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: ``DatasetError`` of kind `truncated`, `malformed` or `unsupported` with the words of
  ///   libpng or libjpeg, and for a picture of more than 2²⁶ pixels, before memory is allocated for
  ///   it; of kind `unknownFormat` for other files.
  /// - Complexity: One pass over the file; one allocation for the pixels, and one more for a
  ///   picture with transparency or one that is turned. A progressive JPEG needs 6 more bytes per pixel while it is read.
  package init(decoding bytes: [UInt8]) throws(DatasetError) {
    switch FileType(bytes) {
    case .png: try self.init(png: bytes)
    case .jpeg: try self.init(jpeg: bytes)
    case nil:
      throw DatasetError(
        .unknownFormat, "is not a picture", remedy: "pictures are PNG or JPEG files")
    }
  }

  /// Whether the picture has no color: one channel, or three that are the same in every pixel.
  package var isGray: Bool {
    if channels == 1 { return true }
    for red in stride(from: 0, to: pixels.count, by: 3) {
      guard pixels[red] == pixels[red + 1], pixels[red] == pixels[red + 2] else { return false }
    }
    return true
  }

  /// Checks a size from a file before memory is allocated for it.
  static func check(width: Int, height: Int) throws(DatasetError) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, count <= maximumPixelCount else {
      throw DatasetError(
        .unsupported,
        "\(width) × \(height) pixels are too many for a picture, which has at most "
          + "\(maximumPixelCount)", remedy: "make it smaller")
    }
  }
}

/// The files that are pictures.
private enum FileType {
  case png
  case jpeg

  init?(_ bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      return nil
    }
  }
}
