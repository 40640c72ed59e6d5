/// A colour in the sRGB space, a byte a channel.
public struct Colour: Hashable, Sendable {
  /// The red part.
  public var red: UInt8
  /// The green part.
  public var green: UInt8
  /// The blue part.
  public var blue: UInt8

  /// Mixes a colour from its three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A shade of grey, 0 black … 255 white.
  public init(grey: UInt8) {
    self.init(red: grey, green: grey, blue: grey)
  }

  /// The colour at `fraction` (0…1) of the way to another, channel by channel.
  func mixed(with other: Colour, fraction: Double) -> Colour {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * fraction).rounded())
    }
    return Colour(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// The bytes of a pixel of this colour.
  ///
  /// Grey is the luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B).
  func bytes(as format: PixelImage.PixelFormat) -> [UInt8] {
    switch format {
    case .rgb: return [red, green, blue]
    case .grey:
      let luma = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
      return [UInt8(luma.rounded())]
    }
  }
}
