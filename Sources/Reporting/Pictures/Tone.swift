/// How a scaled value in −1…1 becomes a colour.
public enum Tone: Sendable {
  /// White on black: 0 and below is black, 1 is white; for pictures of light.
  case light
  /// Grey: −1 is black, 0 middle grey, 1 white; as the exercise's `displayData` shows pictures.
  case signed
  /// Two colours: −1 is blue, 0 white, 1 red; for weights, where the sign matters.
  case diverging

  /// The colour of a scaled value; what lies outside −1…1 is moved to the nearer end.
  public func colour(of value: Double) -> Colour {
    let value = max(-1, min(1, value))
    switch self {
    case .light: return Colour(grey: UInt8((255 * max(0, value)).rounded()))
    case .signed: return Colour(grey: UInt8((255 * (value + 1) / 2).rounded()))
    case .diverging:
      let end =
        value < 0 ? Colour(red: 33, green: 102, blue: 172) : Colour(red: 178, green: 24, blue: 43)
      return Colour(grey: 255).mixed(with: end, fraction: value.magnitude)
    }
  }

  /// The kind of pixel that the colours need.
  var format: PixelImage.PixelFormat { self == .diverging ? .rgb : .grey }

  /// The colour between the pictures.
  var background: Colour {
    switch self {
    case .light: Colour(grey: 48)
    case .signed: Colour(grey: 0)
    case .diverging: Colour(grey: 208)
    }
  }

  /// The colour of captions.
  var ink: Colour { self == .diverging ? Colour(grey: 0) : Colour(grey: 255) }
}
