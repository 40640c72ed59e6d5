/// The shape of the image that the features of an example form.
public struct ImageShape: Hashable, Sendable {
  /// The order of the pixels in a feature vector.
  public enum PixelOrder: String, Sendable {
    /// Row by row, as in IDX files, pickles and text digits.
    case rows
    /// Column by column, as in MATLAB.
    case columns
  }

  /// The height in pixels.
  public let height: Int
  /// The width in pixels.
  public let width: Int
  /// The order of the pixels in the feature vector.
  public let order: PixelOrder

  /// Creates the shape of images of `height × width` pixels, at least 1 × 1.
  public init(height: Int, width: Int, order: PixelOrder) {
    precondition(height > 0 && width > 0, "an image has at least one pixel")
    self.height = height
    self.width = width
    self.order = order
  }

  /// The number of pixels, which is the number of features.
  public var pixelCount: Int { height * width }

  /// Returns the index of the feature for the pixel in row y and column x, from the upper left.
  public func featureIndex(y: Int, x: Int) -> Int {
    order == .rows ? y * width + x : x * height + y
  }

  /// Returns the square shape with a number of pixels, or `nil` if the number is not a square.
  public static func square(featureCount: Int, order: PixelOrder) -> ImageShape? {
    let side = Int(Double(featureCount).squareRoot().rounded())
    guard side > 0, side * side == featureCount else { return nil }
    return ImageShape(height: side, width: side, order: order)
  }
}
