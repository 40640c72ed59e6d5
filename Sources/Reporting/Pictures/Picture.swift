public import Datasets
public import LinearAlgebra

/// Numbers that make one small picture, upright, with an optional caption.
public struct Picture: Equatable, Sendable {
  /// The picture's height in pixels.
  public let height: Int
  /// The picture's width in pixels.
  public let width: Int
  /// The pixels' values, row after row from the top.
  public let values: [Double]
  /// What is printed below the picture; empty for nothing.
  public var caption: String

  /// Turns a feature vector into an upright picture.
  ///
  /// The pixel in row y and column x is the feature ``ImageShape/featureIndex(y:x:)``, so that
  /// pictures from MATLAB, stored column after column, are transposed here and nowhere else.
  ///
  /// - Precondition: as many features as the shape has pixels.
  public init(
    features: some Collection<some BLASScalar>, shape: ImageShape, caption: String = ""
  ) {
    precondition(features.count == shape.pixelCount, "one feature a pixel")
    let features = features.map { Double($0) }
    height = shape.height
    width = shape.width
    values = (0..<shape.height).flatMap { y in
      (0..<shape.width).map { x in features[shape.featureIndex(y: y, x: x)] }
    }
    self.caption = caption
  }

  /// The greatest |value| among those that are finite.
  var greatestMagnitude: Double {
    values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
  }
}
