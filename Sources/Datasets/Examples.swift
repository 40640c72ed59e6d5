internal import LinearAlgebra

/// Examples as a format hands them over: features converted, labels still the file's own.
///
/// The sets of one collection get their class indices together, so that training and test set
/// share one encoding.
struct Examples<Scalar: BLASScalar> {
  var features: Matrix<Scalar>
  var labels: Labels
  var imageShape: ImageShape?

  /// Pairs features with labels.
  ///
  /// - Throws: ``DatasetError`` when there are not as many labels as rows, or no examples or
  ///   features at all. `names` are those of the two parts.
  init(
    features: Matrix<Scalar>, labels: Labels, imageShape: ImageShape?,
    names: (features: String, labels: String)
  ) throws(DatasetError) {
    guard features.rows == labels.count else {
      throw DatasetError(
        .sizeMismatch, at: "\(names.features), \(names.labels)",
        "\(features.rows) examples but \(labels.count) labels",
        remedy: "each example needs one label; check that the two belong together")
    }
    guard features.rows > 0, features.columns > 0 else {
      throw DatasetError(
        .sizeMismatch, at: names.features,
        "\(features.rows) examples of \(features.columns) features are no data set",
        remedy: "save at least one example")
    }
    self.features = features
    self.labels = labels
    self.imageShape = imageShape
  }
}
