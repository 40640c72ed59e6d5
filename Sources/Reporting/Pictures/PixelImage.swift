/// A raster of 8-bit pixels, grey or RGB, rows from top to bottom.
public struct PixelImage: Equatable, Sendable {
  /// What a pixel's bytes mean.
  public enum PixelFormat: Int, Sendable {
    /// One byte a pixel: 0 black … 255 white.
    case grey = 1
    /// Three bytes a pixel: red, green, blue.
    case rgb = 3

    /// The number of bytes of a pixel.
    public var byteCount: Int { rawValue }
  }

  /// The number of pixels in a row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// What a pixel's bytes mean.
  public let format: PixelFormat
  /// All pixels, row after row without padding: `width * height * format.byteCount` bytes.
  public private(set) var bytes: [UInt8]

  /// Wraps pixels that are already there.
  ///
  /// - Precondition: at least one pixel, and exactly the bytes that the size asks for.
  public init(width: Int, height: Int, format: PixelFormat, bytes: [UInt8]) {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    precondition(bytes.count == width * height * format.byteCount, "an image has all its bytes")
    self.width = width
    self.height = height
    self.format = format
    self.bytes = bytes
  }

  /// An image of one colour.
  public init(width: Int, height: Int, filledWith colour: Colour, format: PixelFormat) {
    let pixel = colour.bytes(as: format)
    self.init(
      width: width, height: height, format: format,
      bytes: (0..<width * height).flatMap { _ in pixel })
  }

  /// Paints the rectangle of `width × height` pixels whose upper left corner is (x, y).
  ///
  /// What lies outside the image is left out.
  mutating func fill(x: Int, y: Int, width: Int, height: Int, with colour: Colour) {
    let pixel = colour.bytes(as: format)
    let columns = max(0, x)..<max(0, x, min(self.width, x + width))
    let rows = max(0, y)..<max(0, y, min(self.height, y + height))
    for row in rows {
      for column in columns {
        let place = (row * self.width + column) * format.byteCount
        for (channel, byte) in pixel.enumerated() { bytes[place + channel] = byte }
      }
    }
  }
}
