/// A map from values in −1…1 to colors.
public enum Colormap: Sendable {
  /// White on black: 0 and below is black, 1 is white; for photographed or scanned images.
  case light
  /// Gray: −1 is black, 0 middle gray, 1 white; as in the exercise's `displayData`.
  case signed

  /// The color of a value; values outside −1…1 are clamped.
  public func color(of value: Double) -> Color {
    let value = max(-1, min(1, value))
    return switch self {
    case .light: Color(gray: UInt8((255 * max(0, value)).rounded()))
    case .signed: Color(gray: UInt8((255 * (value + 1) / 2).rounded()))
    }
  }

  /// The color between the images.
  var background: Color {
    switch self {
    case .light: Color(gray: 48)
    case .signed: Color(gray: 0)
    }
  }

  /// The color of captions.
  var captionColor: Color { Color(gray: 255) }
}

/// A color in the sRGB space, one byte per channel.
public struct Color: Hashable, Sendable {
  /// The red channel.
  public var red: UInt8
  /// The green channel.
  public var green: UInt8
  /// The blue channel.
  public var blue: UInt8

  /// Creates a color from its three channels.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A shade of gray, 0 black … 255 white.
  public init(gray: UInt8) {
    self.init(red: gray, green: gray, blue: gray)
  }

  /// The bytes of a pixel of this color.
  ///
  /// Gray is the luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B).
  func bytes(as format: PixelImage.PixelFormat) -> [UInt8] {
    switch format {
    case .rgb: return [red, green, blue]
    case .gray:
      let luma = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
      return [UInt8(luma.rounded())]
    }
  }
}
