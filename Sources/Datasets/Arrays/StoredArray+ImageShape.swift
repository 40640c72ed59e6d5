extension StoredArray {
  /// How the features of an example make a picture.
  ///
  /// Three dimensions are examples × height × width. With two, a number of features that is a
  /// square is taken for a square picture.
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
  /// The square shape for a feature count of at least 64; fewer features are rarely a picture
  /// (the four of the iris flowers are not one of 2 × 2).
  static func guessed(featureCount: Int, order: PixelOrder) -> ImageShape? {
    featureCount < 64 ? nil : square(featureCount: featureCount, order: order)
  }
}
