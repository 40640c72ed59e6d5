public import LinearAlgebra

/// Examples from a file: features, and the file's labels if it has any.
///
/// The labels of all sets in a ``DatasetCollection`` are encoded together, so that they share an
/// encoding.
public struct Examples<Scalar: BLASScalar>: Sendable {
  /// The features, one example per row.
  public var features: Matrix<Scalar>
  /// The labels, one per example; `nil` if the file has none.
  public var labels: Labels?
  /// The image shape of an example, or `nil` if the features are not an image.
  public var imageShape: ImageShape?

  /// Creates examples from features and labels, which have the given names in the file.
  ///
  /// - Throws: ``DatasetError`` if the number of labels differs from the number of rows, or if
  ///   there are no examples or no features.
  init(
    features: Matrix<Scalar>, labels: Labels?, imageShape: ImageShape?,
    names: (features: String, labels: String)
  ) throws(DatasetError) {
    if let labels, features.rows != labels.count {
      throw DatasetError(
        .sizeMismatch, at: "\(names.features), \(names.labels)",
        "\(features.rows) examples but \(labels.count) labels",
        remedy: "each example needs one label; check that the variables belong together")
    }
    guard features.rows > 0, features.columns > 0 else {
      throw DatasetError(
        .sizeMismatch, at: names.features,
        "has \(features.rows) examples of \(features.columns) features",
        remedy: "a data set has at least one example and one feature")
    }
    self.features = features
    self.labels = labels
    self.imageShape = imageShape
  }
}

extension Examples {
  /// The examples of a data set with their labels.
  public init(_ dataset: Dataset<Scalar>) {
    features = dataset.features
    labels = .texts(dataset.classIndices.map { dataset.encoding.labels[$0] })
    imageShape = dataset.imageShape
  }
}
