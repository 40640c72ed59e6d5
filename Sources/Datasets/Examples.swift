internal import LinearAlgebra

/// Examples from a file: converted features and the file's labels.
///
/// The labels of all sets in a collection are encoded together, so that they share an encoding.
struct Examples<Scalar: BLASScalar> {
  var features: Matrix<Scalar>
  var labels: Labels
  var imageShape: ImageShape?

  /// Creates examples from features and labels, which have the given names in the file.
  ///
  /// - Throws: ``DatasetError`` if the number of labels differs from the number of rows, or if
  ///   there are no examples or no features.
  init(
    features: Matrix<Scalar>, labels: Labels, imageShape: ImageShape?,
    names: (features: String, labels: String)
  ) throws(DatasetError) {
    guard features.rows == labels.count else {
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
