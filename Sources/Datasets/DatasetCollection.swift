public import LinearAlgebra

/// The training, validation and test set of a file or directory.
///
/// All sets share a ``LabelEncoding`` of the labels that occur in any of them, and have the same
/// number of features.
public struct DatasetCollection<Scalar: BLASScalar>: Sendable {
  /// The training set; the only set of a file with one set.
  public var training: Dataset<Scalar>
  /// The validation set, for model selection.
  public var validation: Dataset<Scalar>?
  /// The test set, for the final evaluation.
  public var test: Dataset<Scalar>?

  /// Creates a collection of data sets.
  ///
  /// - Precondition: All sets have the same encoding and the same number of features.
  public init(
    training: Dataset<Scalar>, validation: Dataset<Scalar>? = nil, test: Dataset<Scalar>? = nil
  ) {
    for other in [validation, test].compactMap(\.self) {
      precondition(other.encoding == training.encoding, "the sets must have the same encoding")
      precondition(
        other.featureCount == training.featureCount,
        "the sets must have the same number of features")
    }
    self.training = training
    self.validation = validation
    self.test = test
  }
}

extension DatasetCollection {
  /// Creates a collection and encodes the labels of all sets together.
  ///
  /// - Throws: ``DatasetError`` if the sets have different numbers of features, or one of them has no
  ///   labels.
  package init(
    training: Examples<Scalar>, validation: Examples<Scalar>? = nil, test: Examples<Scalar>? = nil
  ) throws(DatasetError) {
    let sets = [training, validation, test]
    let present = sets.compactMap(\.self)
    guard let mismatch = present.first(where: { $0.features.columns != training.features.columns })
    else {
      let labels = present.compactMap(\.labels)
      guard labels.count == present.count else {
        throw DatasetError(
          .missing, "the examples have no labels",
          remedy: "name the variable or the column that has them with --labels")
      }
      let (encoding, classIndices) = LabelEncoding.encoding(labels)
      var encoded = zip(present, classIndices).map { examples, indices in
        Dataset(
          features: examples.features, classIndices: indices, encoding: encoding,
          imageShape: examples.imageShape)
      }[...]
      self.init(
        training: encoded.removeFirst(),
        validation: validation.map { _ in encoded.removeFirst() },
        test: test.map { _ in encoded.removeFirst() })
      return
    }
    throw DatasetError(
      .sizeMismatch,
      "the training set has \(training.features.columns) features, but another set has "
        + "\(mismatch.features.columns)")
  }
}
