public import LinearAlgebra

/// Labelled examples: what every format is read into and what a network is trained on.
public struct Dataset<Scalar: BLASScalar>: Sendable {
  /// One example a row, each contiguous: m × n.
  public var features: Matrix<Scalar>
  /// The class index of each example, 0..<K.
  public var classIndices: [Int]
  /// The file's own labels, one for each class index.
  public var encoding: LabelEncoding
  /// How an example's features make a picture, where they do.
  public var imageShape: ImageShape?

  /// Wraps examples whose labels are already encoded.
  ///
  /// - Precondition: as many class indices as rows, each within the encoding.
  public init(
    features: Matrix<Scalar>, classIndices: [Int], encoding: LabelEncoding,
    imageShape: ImageShape? = nil
  ) {
    precondition(features.rows == classIndices.count, "one class index an example")
    precondition(classIndices.allSatisfy { encoding.labels.indices.contains($0) })
    precondition(imageShape.map { $0.pixelCount == features.columns } ?? true)
    self.features = features
    self.classIndices = classIndices
    self.encoding = encoding
    self.imageShape = imageShape
  }

  /// m, the number of examples.
  public var exampleCount: Int { features.rows }
  /// n, the number of features of an example.
  public var featureCount: Int { features.columns }
  /// K, the number of classes.
  public var classCount: Int { encoding.labels.count }

  /// The given examples in the given order.
  public func selecting(_ indices: some Collection<Int>) -> Dataset {
    Dataset(
      features: features.gathering(rows: indices),
      classIndices: indices.map { classIndices[$0] }, encoding: encoding, imageShape: imageShape)
  }
}
