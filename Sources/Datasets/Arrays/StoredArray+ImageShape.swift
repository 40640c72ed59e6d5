extension StoredArray {
  /// The image shape of an example, if it has one.
  ///
  /// Three dimensions are examples × height × width. With two dimensions, a square number of
  /// features is a square image.
  var imageShape: ImageShape? {
    switch dimensions.count {
    case 2: .guessed(featureCount: columns, order: .rows)
    case 3 where dimensions[1] > 0 && dimensions[2] > 0:
      ImageShape(height: dimensions[1], width: dimensions[2], order: .rows)
    default: nil
    }
  }
}

extension ImageShape {
  /// The square image shape for a feature count of at least 64; fewer features are rarely an image
  /// (the four features of the iris data set are not a 2 × 2 image).
  static func guessed(featureCount: Int, order: PixelOrder) -> ImageShape? {
    featureCount < 64 ? nil : square(featureCount: featureCount, order: order)
  }
}
