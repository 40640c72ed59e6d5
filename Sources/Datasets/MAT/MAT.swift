public import LinearAlgebra
internal import MATFile
internal import Machine
internal import StoredNumbers

/// Data sets in MAT-files, HDF5 files and Octave's own formats, with the features in one variable
/// and the labels in another.
///
/// The module `MATFile` reads the format.
public enum MAT {
  /// Reads the data sets in a MAT-file.
  ///
  /// The variables have the given names or, ignoring case, the usual ones: `X` and `y`, `Xval` and
  /// `yval`, `Xtest` and `ytest`, ….
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - names: The variables to read; by default, those with the usual names.
  ///   - byteScaling: The scaling of features of *class* `uint8`; by default they are divided by
  ///     255. The type on disk does not matter: MATLAB stores `double` values as bytes if possible.
  /// - Returns: The data sets. The pixels of images are in column-major order, as in MATLAB, and in
  ///   an HDF5 file of another program in row-major order, as in NumPy: a square of at least 8 × 8
  ///   features is an image, three dimensions are examples × height × width. The labels are those of the file: in ex4 they are 1…10, where 10 is the digit 0.
  /// - Throws: ``DatasetError``, with the variable and the element, for a corrupt file, variables
  ///   that are missing or not real numbers, different numbers of rows, features that are NaN or
  ///   infinite, and labels that are not whole numbers.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try read(fileBytes(path), names: names, byteScaling: byteScaling)
  }

  /// Reads the data sets in a MAT-file in memory.
  package static func read<Scalar: BLASScalar>(
    _ bytes: [UInt8], as scalar: Scalar.Type = Scalar.self, names: VariableNames = VariableNames(),
    byteScaling: ByteScaling = .unitInterval
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let file = try open(bytes)
    let available = file.variables.map(\.name).filter { !$0.isEmpty }
    let training = try trainingPair(in: available, names: names, of: file)
    let isChosen = names.features != nil || names.labels != nil
    return try DatasetCollection(
      training: examples(training, in: file, byteScaling: byteScaling),
      validation: isChosen
        ? nil
        : VariablePair.validation(in: available).map { pair throws(DatasetError) in
          try examples(pair, in: file, byteScaling: byteScaling)
        },
      test: isChosen
        ? nil
        : VariablePair.test(in: available).map { pair throws(DatasetError) in
          try examples(pair, in: file, byteScaling: byteScaling)
        })
  }

  /// The variables of the training set; if they are missing, an unreadable name may be the reason.
  private static func trainingPair(
    in available: [String], names: VariableNames, of file: MATFile
  ) throws(DatasetError) -> VariablePair {
    do {
      return try VariablePair.training(in: available, names: names)
    } catch {
      guard let fault = file.namelessFault else { throw error }
      throw DatasetError(fault)
    }
  }

  /// Opens a file that must not be truncated.
  static func open(_ bytes: [UInt8]) throws(DatasetError) -> MATFile {
    try fromMATFile { () throws(MATFileError) in
      let file = try MATFile(reading: bytes)
      // The variables before the damage are not all that was saved.
      if let damage = file.damage { throw damage }
      return file
    }
  }

  private static func examples<Scalar: BLASScalar>(
    _ pair: VariablePair, in file: MATFile, byteScaling: ByteScaling
  ) throws(DatasetError) -> Examples<Scalar> {
    let features = try variable(pair.features, in: file)
    let labels = try variable(pair.labels, in: file)
    return try Examples(
      features: features.array.matrix(
        named: pair.features, byteScaling: features.isOfBytes ? byteScaling : .asStored,
        notation: .parentheses),
      labels: .numbers(
        labels.array.wholeNumbers(named: pair.labels, notation: .parentheses)),
      imageShape: features.imageShape, names: (pair.features, pair.labels))
  }

  /// A variable of real numbers in the storage of its file.
  private struct Variable {
    let array: StoredArray
    /// Whether its class is `uint8`.
    let isOfBytes: Bool
    /// The shape of the images, if its rows are images.
    let imageShape: ImageShape?
  }

  private static func variable(_ name: String, in file: MATFile) throws(DatasetError) -> Variable {
    if let variable = file.variable(named: name),
      let (numbers, dimensions) = try fromMATFile({ () throws(MATFileError) in
        try file.rowMajorNumbers(of: variable)
      })
    {
      let array = StoredArray(numbers, dimensions: dimensions, storageOrder: .rowMajor)
      return Variable(
        array: array, isOfBytes: variable.arrayClass == .uint8, imageShape: array.imageShape)
    }
    let array = try fromMATFile { () throws(MATFileError) in try file.array(named: name) }
    return try Variable(
      array: StoredArray(matrix: array, named: name), isOfBytes: array.arrayClass == .uint8,
      imageShape: imageShape(array.dimensions))
  }

  private static func imageShape(_ dimensions: [Int]) -> ImageShape? {
    if dimensions.count == 3, dimensions[1] > 0, dimensions[2] > 0 {
      return ImageShape(height: dimensions[1], width: dimensions[2], order: .columns)
    }
    return .guessed(featureCount: dimensions.dropFirst().reduce(1, *), order: .columns)
  }

  /// Calls `body` and converts its errors to errors of this module.
  static func fromMATFile<Result>(
    _ body: () throws(MATFileError) -> Result
  ) throws(DatasetError) -> Result {
    do {
      return try body()
    } catch {
      throw DatasetError(error)
    }
  }
}

extension StoredArray {
  /// Converts a variable to a matrix, with all dimensions but the first flattened, like `X(:,:)`.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported` for anything but a full array of real numbers
  ///   or logical values.
  fileprivate init(matrix array: MATArray, named name: String) throws(DatasetError) {
    let dimensions = [array.rows, array.columns]
    switch array.content {
    case .numeric(_, let numbers, nil):
      self.init(numbers, dimensions: dimensions, storageOrder: .columnMajor)
    case .logical(let values):
      self.init(
        StoredNumbers(values.map { $0 ? 1 : 0 }[...], as: .bool, .native), dimensions: dimensions,
        storageOrder: .columnMajor)
    default:
      throw DatasetError(
        .unsupported, at: name,
        "the variable is \(array.summary), but a full array of real numbers is needed",
        remedy: "save full(double(\(name)))")
    }
  }
}

extension DatasetError {
  /// Creates an error from an error in a MAT-file.
  init(_ error: MATFileError) {
    let kind: Kind =
      switch error.kind {
      case .noSuchFile, .unreadable, .unwritable, .cannotWrite, .writingFailed: .unreadable
      case .notMATFile: .unknownFormat
      case .unsupported, .wrongClass, .tooLarge: .unsupported
      case .truncated: .truncated
      case .corrupt: .malformed
      case .missingVariable: .missing
      }
    let place = [
      error.variable.isEmpty ? nil : "variable '\(error.variable)'",
      error.location,
    ]
    self.init(
      kind, at: place.compactMap(\.self).joined(separator: ", "), error.problem,
      remedy: error.remedy)
  }
}
