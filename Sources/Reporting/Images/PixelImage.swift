/// A raster of 8-bit pixels, gray or RGB, rows from top to bottom.
public struct PixelImage: Equatable, Sendable {
  /// The meaning of a pixel's bytes.
  public enum PixelFormat: Int, Sendable {
    /// One byte per pixel: 0 black … 255 white.
    case gray = 1
    /// Three bytes per pixel: red, green, blue.
    case rgb = 3

    /// The number of bytes per pixel.
    public var byteCount: Int { rawValue }
  }

  /// The number of pixels per row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// The meaning of a pixel's bytes.
  public let format: PixelFormat
  /// All pixels, row by row without padding: `width * height * format.byteCount` bytes.
  public private(set) var bytes: [UInt8]

  /// Creates an image from its pixels.
  ///
  /// - Precondition: at least one pixel, and exactly `width * height * format.byteCount` bytes.
  public init(width: Int, height: Int, format: PixelFormat, bytes: [UInt8]) {
    precondition(width > 0 && height > 0, "an image has at least one pixel")
    precondition(bytes.count == width * height * format.byteCount, "an image has all its bytes")
    self.width = width
    self.height = height
    self.format = format
    self.bytes = bytes
  }

  /// An image of one color.
  public init(width: Int, height: Int, filledWith color: Color, format: PixelFormat) {
    let pixel = color.bytes(as: format)
    self.init(
      width: width, height: height, format: format,
      bytes: (0..<width * height).flatMap { _ in pixel })
  }

  /// Paints the rectangle of `width × height` pixels whose upper left corner is (x, y).
  ///
  /// Parts outside the image are ignored.
  mutating func fill(x: Int, y: Int, width: Int, height: Int, with color: Color) {
    let pixel = color.bytes(as: format)
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
