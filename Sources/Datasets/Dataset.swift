public import LinearAlgebra

/// A data set of labeled examples.
public struct Dataset<Scalar: BLASScalar>: Sendable {
  /// The features of the examples, one example per row: m × n.
  public var features: Matrix<Scalar>
  /// The class index of each example, 0..<K.
  public var classIndices: [Int]
  /// The labels of the classes.
  public var encoding: LabelEncoding
  /// The image shape of an example, or `nil` if the features are not an image.
  public var imageShape: ImageShape?
  /// The scaling that the features have had.
  public var scaling: FeatureScaling
  /// The columns of the table that the features come from; empty if it was no table or had no names.
  public var columns: [FeatureColumn]

  /// Creates a data set from examples whose labels are already encoded.
  ///
  /// - Precondition: There is one class index per row, each is within the encoding, and the image
  ///   shape has one pixel per feature.
  public init(
    features: Matrix<Scalar>, classIndices: [Int], encoding: LabelEncoding,
    imageShape: ImageShape? = nil, scaling: FeatureScaling = .none, columns: [FeatureColumn] = []
  ) {
    precondition(features.rows == classIndices.count, "one class index per example")
    precondition(classIndices.allSatisfy { encoding.labels.indices.contains($0) })
    precondition(imageShape.map { $0.featureCount == features.columns } ?? true)
    self.features = features
    self.classIndices = classIndices
    self.encoding = encoding
    self.imageShape = imageShape
    self.scaling = scaling
    self.columns = columns
  }

  /// m, the number of examples.
  public var exampleCount: Int { features.rows }
  /// n, the number of features of an example.
  public var featureCount: Int { features.columns }
  /// K, the number of classes.
  public var classCount: Int { encoding.labels.count }

  /// Returns a data set of the given examples in the given order.
  public func selecting(_ indices: some Collection<Int>) -> Dataset {
    var selected = self
    selected.features = features.gathering(rows: indices)
    selected.classIndices = indices.map { classIndices[$0] }
    return selected
  }
}
