public import Datasets
public import LinearAlgebra

/// The features of one example, or the weights of one unit, as an image with an optional caption.
public struct FeatureImage: Equatable, Sendable {
  /// The height in pixels.
  public let height: Int
  /// The width in pixels.
  public let width: Int
  /// The values of the pixels, row by row from the top.
  public let values: [Double]
  /// The text below the image; empty for none.
  public var caption: String

  /// Creates an image from a feature vector.
  ///
  /// The pixel in row y and column x is the feature `ImageShape.featureIndex(y:x:)`, so that
  /// images from MATLAB, stored column by column, are transposed here and nowhere else. A color
  /// image is drawn in gray, as the mean of its channels.
  ///
  /// - Precondition: one feature per pixel and channel of the shape.
  public init(
    features: some Collection<some BLASScalar>, shape: ImageShape, caption: String = ""
  ) {
    precondition(features.count == shape.featureCount, "one feature per pixel")
    let features = features.map { Double($0) }
    height = shape.height
    width = shape.width
    values = (0..<shape.height).flatMap { y in
      (0..<shape.width).map { x in
        (0..<shape.channels).reduce(0) {
          $0 + features[shape.featureIndex(y: y, x: x, channel: $1)]
        } / Double(shape.channels)
      }
    }
    self.caption = caption
  }

  /// The largest |value| among the finite ones.
  var greatestMagnitude: Double {
    values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
  }
}
