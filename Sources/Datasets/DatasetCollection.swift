public import LinearAlgebra

/// The sets of examples that one file or directory holds.
///
/// All sets share one ``LabelEncoding``, made from the labels that occur in any of them, and have
/// the same number of features.
public struct DatasetCollection<Scalar: BLASScalar>: Sendable {
  /// The examples to train on; the only set of a file that has one.
  public var training: Dataset<Scalar>
  /// The examples set apart for choosing between models.
  public var validation: Dataset<Scalar>?
  /// The examples set apart for the final judgement.
  public var test: Dataset<Scalar>?

  /// Wraps sets that share one encoding.
  ///
  /// - Precondition: the same encoding and the same number of features in each set.
  public init(
    training: Dataset<Scalar>, validation: Dataset<Scalar>? = nil, test: Dataset<Scalar>? = nil
  ) {
    for other in [validation, test].compactMap(\.self) {
      precondition(other.encoding == training.encoding, "the sets share one encoding")
      precondition(other.featureCount == training.featureCount, "the sets have the same features")
    }
    self.training = training
    self.validation = validation
    self.test = test
  }
}

extension DatasetCollection {
  /// Encodes the labels of all sets together.
  ///
  /// - Throws: ``DatasetError`` when the sets differ in their number of features.
  init(
    training: Examples<Scalar>, validation: Examples<Scalar>? = nil, test: Examples<Scalar>? = nil
  ) throws(DatasetError) {
    let sets = [training, validation, test]
    let present = sets.compactMap(\.self)
    guard let odd = present.first(where: { $0.features.columns != training.features.columns })
    else {
      let (encoding, classIndices) = LabelEncoding.encoding(present.map(\.labels))
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
      "the training examples have \(training.features.columns) features, those of another set "
        + "\(odd.features.columns)")
  }
}
