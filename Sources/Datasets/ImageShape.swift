/// How the features of an example make a picture.
public struct ImageShape: Hashable, Sendable {
  /// Which pixels of a picture are neighbors in the feature vector.
  public enum PixelOrder: String, Sendable {
    /// Row after row, as IDX, pickled and text digits store a picture.
    case rows
    /// Column after column, as MATLAB stores a picture.
    case columns
  }

  /// The picture's height in pixels.
  public let height: Int
  /// The picture's width in pixels.
  public let width: Int
  /// The order of the pixels in the feature vector.
  public let order: PixelOrder

  /// Describes pictures of `height × width` pixels.
  public init(height: Int, width: Int, order: PixelOrder) {
    precondition(height > 0 && width > 0, "a picture has at least one pixel")
    self.height = height
    self.width = width
    self.order = order
  }

  /// The number of features of such a picture.
  public var pixelCount: Int { height * width }

  /// Which feature is the pixel in row y and column x, counted from the upper left.
  public func featureIndex(y: Int, x: Int) -> Int {
    order == .rows ? y * width + x : x * height + y
  }

  /// The square shape for a feature count, if there is one.
  public static func square(featureCount: Int, order: PixelOrder) -> ImageShape? {
    let side = Int(Double(featureCount).squareRoot().rounded())
    guard side > 0, side * side == featureCount else { return nil }
    return ImageShape(height: side, width: side, order: order)
  }
}
