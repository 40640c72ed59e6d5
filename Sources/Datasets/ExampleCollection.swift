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
    let scaling: FeatureScaling
    if let input = options.input, let known = input.scaling {
      scaling = adapted(known, to: input)
    } else {
      scaling = try FeatureScaling(
        options.scale, of: training.features, imageShape: training.imageShape)
    }
    if options.input == nil, options.scale == nil, scaling == .none, training.imageShape == nil,
      let warning = FeatureScaling.warning(about: training.features)
    {
      reading.notes.append(warning)
    }
    if options.scale == DatasetOptions.Scale.none {
      reading.pixelMaximum = FeatureScaling.pixelMaximum(
        of: training.features, imageShape: training.imageShape)
    }
    try scaling.apply(to: &training.features)
    if validation != nil { try scaling.apply(to: &validation!.features) }
    if test != nil { try scaling.apply(to: &test!.features) }
    reading.scaling = scaling
    reading.isForModel = options.input != nil
    noteSizes()
    if options.input == nil, reading.classes.count == 1 {
      reading.notes.append(
        "All examples have the label \(reading.classes[0]), so that there is nothing to learn")
    }
  }
}

extension ExampleCollection {
  /// The scaling of a model for examples whose pixels may be in another range than those that it was
  /// trained on: 0…255 and 0…1.
  private mutating func adapted(
    _ known: FeatureScaling, to input: ModelInput
  ) -> FeatureScaling {
    if known.scale == .unit, known.divisors[0] >= 255, training.features.isWithinUnitInterval {
      reading.notes.append(
        "The features are in 0…1 already, and are not \(known)")
      return .none
    }
    guard known.scale == .none, input.pixelMaximum == nil else { return known }
    let maximum =
      reading.isOfPictures
      ? 255 : FeatureScaling.pixelMaximum(of: training.features, imageShape: training.imageShape)
    return maximum.map { .division(by: $0) } ?? known
  }

  /// Brings the pixels of images into the order that a model has, if its images have the same size.
  mutating func arrangePixels(as shape: ImageShape) {
    guard let own = training.imageShape, own != shape, own.height == shape.height,
      own.width == shape.width, own.channels == shape.channels
    else { return }
    var columns = [Int](repeating: 0, count: own.featureCount)
    for y in 0..<own.height {
      for x in 0..<own.width {
        for channel in 0..<own.channels {
          columns[shape.featureIndex(y: y, x: x, channel: channel)] =
            own.featureIndex(y: y, x: x, channel: channel)
        }
      }
    }
    func arranged(_ examples: Examples<Scalar>) -> Examples<Scalar> {
      var examples = examples
      examples.features = examples.features.gathering(columns: columns)
      examples.imageShape = shape
      return examples
    }
    training = arranged(training)
    validation = validation.map(arranged)
    test = test.map(arranged)
  }
}

extension DatasetCollection {
  /// Scales all sets, whose features have not been scaled, as the training set says.
  ///
  /// - Throws: ``DatasetError`` if a scaled feature is not finite.
  public mutating func scale(_ scale: DatasetOptions.Scale) throws(DatasetError) {
    let scaling = try FeatureScaling(scale, of: training.features, imageShape: training.imageShape)
    try scaling.apply(to: &training.features)
    if validation != nil { try scaling.apply(to: &validation!.features) }
    if test != nil { try scaling.apply(to: &test!.features) }
    training.scaling = scaling
  }

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
