public import Datasets
public import LinearAlgebra
internal import NeuralNetwork
public import Training

extension Model {
  /// The predicted label of each row of a matrix.
  ///
  /// - Parameter features: one example per row.
  /// - Returns: for each example the label with the largest output, as in the training data.
  /// - Throws: ``ClassifierError``: `featureCount`, or `otherTargets` for an autoencoder.
  /// - Complexity: 2 · m · P flops for m examples and P parameters.
  public func predict<Scalar: BLASScalar>(
    _ features: Matrix<Scalar>
  ) throws(ClassifierError) -> [String] {
    let labels = labels
    return try predictor(for: features).classIndices(for: features).map { labels[$0] }
  }

  /// The predicted label of each row.
  ///
  ///     let labels = try model.predict([[0.2, 0.7], [0.9, 0.1]])
  ///
  /// - Parameter rows: one example per row, all with the same number of finite features.
  /// - Returns: for each example the label with the largest output, as in the training data.
  /// - Throws: ``ClassifierError``: `featureCount`, `otherTargets`, or `data` for rows of different
  ///   lengths and for features that are not finite.
  public func predict<Scalar: BLASScalar>(
    _ rows: [[Scalar]]
  ) throws(ClassifierError) -> [String] {
    try predict(matrix(of: rows))
  }

  /// The predicted label of each example of a data set, whose labels are ignored.
  ///
  /// - Parameter dataset: the examples.
  /// - Returns: for each example the label with the largest output, as in the training data.
  /// - Throws: ``ClassifierError``: `featureCount`, or `otherTargets` for an autoencoder.
  public func predict<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>
  ) throws(ClassifierError) -> [String] {
    try predict(dataset.features)
  }

  /// The probability of each class for each row of a matrix.
  ///
  /// With softmax outputs, and for a single output of two classes, a row sums to 1. Sigmoid outputs
  /// are the probabilities of each class against all others, and need not sum to 1.
  ///
  /// - Parameter features: one example per row.
  /// - Returns: a row for each example, a column for each of `labels`.
  /// - Throws: ``ClassifierError``: `featureCount`, or `otherTargets` for an autoencoder.
  /// - Complexity: 2 · m · P flops for m examples and P parameters.
  public func probabilities<Scalar: BLASScalar>(
    _ features: Matrix<Scalar>
  ) throws(ClassifierError) -> Matrix<Scalar> {
    try predictor(for: features).probabilities(for: features)
  }

  /// The probability of each class for each row.
  ///
  /// - Parameter rows: one example per row, all with the same number of finite features.
  /// - Returns: a row for each example, a column for each of `labels`.
  /// - Throws: ``ClassifierError``: `featureCount`, `otherTargets`, or `data` for rows of different
  ///   lengths and for features that are not finite.
  public func probabilities<Scalar: BLASScalar>(
    _ rows: [[Scalar]]
  ) throws(ClassifierError) -> Matrix<Scalar> {
    try probabilities(matrix(of: rows))
  }

  /// The probability of each class for each example of a data set.
  ///
  /// - Parameter dataset: the examples.
  /// - Returns: a row for each example, a column for each of `labels`.
  /// - Throws: ``ClassifierError``: `featureCount`, or `otherTargets` for an autoencoder.
  public func probabilities<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>
  ) throws(ClassifierError) -> Matrix<Scalar> {
    try probabilities(dataset.features)
  }

  /// The accuracy on a data set: the fraction of examples whose label is predicted.
  ///
  /// - Parameter dataset: labeled examples; their labels are among the model's.
  /// - Returns: a number in 0…1.
  /// - Throws: ``ClassifierError``: `featureCount`, `otherTargets`, or `data` for a label that the
  ///   model lacks.
  public func score<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>
  ) throws(ClassifierError) -> Double {
    try evaluate(dataset).accuracy
  }

  /// The scores on a data set: accuracy, precision, recall and F1 by class, the confusion matrix.
  ///
  /// Weights without labels use those of the data set if it has the same number of classes.
  ///
  /// - Parameter dataset: labeled examples; their labels are among the model's.
  /// - Returns: the scores.
  /// - Throws: ``ClassifierError``: `featureCount`, `otherTargets`, or `data` for a label that the
  ///   model lacks.
  public func evaluate<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>
  ) throws(ClassifierError) -> ClassificationReport {
    let predicted = try predictor(for: dataset.features).classIndices(for: dataset.features)
    if encoding == nil, dataset.classCount == topology.classCount {
      return ClassificationReport(
        actual: dataset.classIndices, predicted: predicted, encoding: dataset.encoding)
    }
    do {
      let encoding = LabelEncoding(labels: labels)
      return ClassificationReport(
        actual: try dataset.encoded(as: encoding).classIndices, predicted: predicted,
        encoding: encoding)
    } catch {
      throw .data(error)
    }
  }

  /// The features that an autoencoder reconstructs from those of each row of a matrix.
  ///
  /// - Parameter features: one example per row.
  /// - Returns: a row for each example, with numbers in 0…1.
  /// - Throws: ``ClassifierError``: `featureCount`, or `otherTargets` for a classifier.
  /// - Complexity: 2 · m · P flops for m examples and P parameters.
  public func reconstructions<Scalar: BLASScalar>(
    of features: Matrix<Scalar>
  ) throws(ClassifierError) -> Matrix<Scalar> {
    try predictor(for: features, of: .features).outputs(for: features)
  }

  /// The network, if its outputs are of a kind.
  private func predictor<Scalar: BLASScalar>(
    for features: Matrix<Scalar>, of targets: TargetKind = .labels
  ) throws(ClassifierError) -> Predictor<Scalar> {
    guard self.targets == targets else { throw .otherTargets(self.targets) }
    guard features.columns == topology.inputCount else {
      throw .featureCount(found: features.columns, expected: topology.inputCount)
    }
    return Predictor(topology: topology, parameters: parameters)
  }

  /// The rows as a matrix; without rows, an empty one with the model's number of columns.
  private func matrix<Scalar: BLASScalar>(
    of rows: [[Scalar]]
  ) throws(ClassifierError) -> Matrix<Scalar> {
    guard !rows.isEmpty else { return Matrix(rows: 0, columns: topology.inputCount) }
    do {
      return try Matrix(finiteRows: rows)
    } catch {
      throw .data(error)
    }
  }
}
