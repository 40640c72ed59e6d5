public import LinearAlgebra

/// The sets of examples of a data file, scaled, and the decisions made when it was read.
public struct ExampleCollection<Scalar: BLASScalar>: Sendable {
  /// The training set; the only set of a file with one set.
  public var training: Examples<Scalar>
  /// The validation set, for model selection.
  public var validation: Examples<Scalar>?
  /// The test set, for the final evaluation.
  public var test: Examples<Scalar>?
  /// The decisions made when the file was read.
  public var reading: DatasetReading
}

extension ExampleCollection {
  /// Scales all sets with the scaling of a model, or as the options and the training set suggest.
  ///
  /// - Throws: ``DatasetError`` if a scaled feature is not finite.
  mutating func scale(_ options: DatasetOptions) throws(DatasetError) {
    let scaling =
      options.input?.scaling
      ?? FeatureScaling(options.scale, of: training.features, imageShape: training.imageShape)
    if options.input == nil, options.scale == nil, scaling == .none, training.imageShape == nil,
      let warning = FeatureScaling.warning(about: training.features)
    {
      reading.notes.append(warning)
    }
    try scaling.apply(to: &training.features)
    if validation != nil { try scaling.apply(to: &validation!.features) }
    if test != nil { try scaling.apply(to: &test!.features) }
    reading.scaling = scaling
  }
}

extension DatasetCollection {
  /// Creates data sets from the examples of a file.
  ///
  /// - Parameters:
  ///   - examples: The examples.
  ///   - requiresLabels: Whether examples without labels are refused, `true` by default; otherwise
  ///     they are in one class without a name.
  /// - Throws: ``DatasetError`` if the sets have different numbers of features, or lack labels.
  public init(
    _ examples: ExampleCollection<Scalar>, requiresLabels: Bool = true
  ) throws(DatasetError) {
    func labeled(_ examples: Examples<Scalar>) -> Examples<Scalar> {
      var labeled = examples
      labeled.labels = .texts([String](repeating: "", count: examples.features.rows))
      return labeled
    }
    let sets = [examples.training, examples.validation, examples.test]
    let isLabeled = sets.allSatisfy { $0.map { $0.labels != nil } ?? true }
    if isLabeled || requiresLabels {
      try self.init(
        training: examples.training, validation: examples.validation, test: examples.test)
    } else {
      try self.init(
        training: labeled(examples.training), validation: examples.validation.map(labeled),
        test: examples.test.map(labeled))
    }
    training.scaling = examples.reading.scaling
    training.columns = examples.reading.columns
  }
}
