public import LinearAlgebra

/// Reading of data sets in any supported format.
public enum DatasetFile {
  /// Reads the examples in a file or directory of any supported format.
  ///
  /// The format is detected by the content (``DatasetFormat/init(detecting:)``). What the features,
  /// the labels and the sets are is decided by the options, the names and the sizes; the decisions
  /// are in ``ExampleCollection/reading``.
  ///
  /// - Parameters:
  ///   - path: A file or directory.
  ///   - scalar: The scalar type of the features.
  ///   - options: What to read, and how; by default, the file decides.
  /// - Returns: The examples, scaled.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public static func examples<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, options: DatasetOptions = DatasetOptions()
  ) throws(DatasetError) -> ExampleCollection<Scalar> {
    if let format = try DatasetFormat.detected(path) {
      return try examples(path, format, options)
    }
    return try withDirectory(path) { directory throws(DatasetError) in
      try examples(inDirectory: directory, options)
    }
  }

  /// Reads the examples in a file or directory of a known format.
  private static func examples<Scalar: BLASScalar>(
    _ path: String, _ format: DatasetFormat, _ options: DatasetOptions
  ) throws(DatasetError) -> ExampleCollection<Scalar> {
    var collection: ExampleCollection<Scalar>
    switch format {
    case .csv, .arff:
      let content = try FileContent(path: path).bytes(atMost: Pickle.inflationLimit)
      let (examples, reading): (Examples<Scalar>, DatasetReading) =
        format == .csv
        ? try CSV.examples(content, options: options) : try ARFF.examples(content, options: options)
      collection = ExampleCollection(training: examples, reading: reading)
    default:
      collection = try resolved(tree(path, format, options), format, options)
    }
    if collection.reading.statesPixelOrder, let shape = options.input?.imageShape {
      collection.arrangePixels(as: shape)
    }
    if format == .pictures { collection.reading.isOfPictures = true }
    try collection.scale(options)
    return collection
  }

  /// Reads the data sets in a file or directory of any supported format.
  ///
  /// - Parameters:
  ///   - path: A file or directory.
  ///   - scalar: The scalar type of the features.
  ///   - options: What to read, and how; by default, the file decides.
  /// - Returns: The training set, and the validation and the test set if there are any, scaled.
  /// - Throws: ``DatasetError`` that says what is wrong, where, and how to fix it.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, options: DatasetOptions = DatasetOptions()
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try DatasetCollection(
      examples(path: path, options: options), requiresLabels: options.requiresLabels)
  }

  /// The named arrays of a file.
  static func tree(
    _ path: String, _ format: DatasetFormat, _ options: DatasetOptions = DatasetOptions()
  ) throws(DatasetError) -> DataTree {
    switch format {
    case .mat: try MAT.tree(fileBytes(path))
    case .idx: try IDX.tree(path: path)
    case .pickle: try Pickle.tree(FileContent(path: path).bytes(atMost: Pickle.inflationLimit))
    case .textDigits: try TextDigits.tree(path: path)
    case .npy, .npz: try NumPy.tree(path: path)
    case .svmlight:
      try SVMLight.arrays(path: path, featureCount: options.input?.featureCount ?? 0).tree
    case .pictures: try PictureFolder.tree(path: path, options)
    case .csv, .arff: preconditionFailure("a table has no named arrays")
    }
  }

  /// Resolves the named arrays of a file.
  private static func resolved<Scalar: BLASScalar>(
    _ tree: DataTree, _ format: DatasetFormat, _ options: DatasetOptions
  ) throws(DatasetError) -> ExampleCollection<Scalar> {
    guard options.ignored.isEmpty, options.categorical.isEmpty, options.missingValues == nil else {
      throw DatasetError(
        .unsupported, "--ignore, --categorical and --missing are for tables of text",
        remedy: "omit them, and choose columns as in --features 'X(:,1:4)'")
    }
    let sets = try Resolver(tree, options).sets()
    let convention = tree.convention
    var reading = DatasetReading(
      format: format.rawValue, features: sets.training.featureNames,
      labels: sets.training.labelNames)
    // The other formats have one example per row by definition.
    let mayDiffer: [DatasetFormat] = [.mat, .npy, .npz, .pickle]
    reading.exampleAxis = mayDiffer.contains(format) ? sets.training.axis : nil
    reading.statesPixelOrder =
      !mayDiffer.contains(format) || sets.training.features[0].variable.dimensions.count > 2
    reading.validation = sets.validation?.featureNames
    reading.test = sets.test?.featureNames
    reading.notes = sets.notes
    return try ExampleCollection(
      training: sets.training.examples(convention),
      validation: sets.validation.map { set throws(DatasetError) in
        try set.examples(convention)
      },
      test: sets.test.map { set throws(DatasetError) in try set.examples(convention) },
      reading: reading)
  }
}

extension DatasetFile {
  /// Returns the files of a data set, so that a caller can avoid overwriting them: the file at the
  /// path, the file with its labels, or the files in a directory.
  ///
  /// Only the beginning of the file and the names in its directory are read; if there is no data
  /// set, the path itself is returned.
  public static func files(path: String) -> [String] {
    do throws(DatasetError) {
      guard let format = try DatasetFormat.detected(path) else {
        return isDirectory(path) ? try dataSetCandidates(in: path) : [path]
      }
      switch format {
      case .idx: return try IDXFileSet.files(path)
      case .npy, .npz: return try NumPy.files(path)
      case .textDigits: return try TextDigits.files(path)
      case .svmlight: return SVMLight.files(path)
      case .pictures: return try PictureFolder.files(path)
      case .mat, .pickle, .csv, .arff: return [path]
      }
    } catch {
      return [path]
    }
  }
}
