internal import LinearAlgebra
internal import Machine

// Directories and archives.
extension DatasetFile {
  /// Reads the examples of the only data set in a directory, or of a training set and the test and
  /// validation sets beside it, as in `mnist_train.csv` and `mnist_test.csv`.
  ///
  /// - Throws: ``DatasetError`` that lists the data sets if there are several, or none.
  static func examples<Scalar: BLASScalar>(
    inDirectory directory: String, _ options: DatasetOptions
  ) throws(DatasetError) -> ExampleCollection<Scalar> {
    let candidates = try dataSetCandidates(in: directory)
    if candidates == [directory] { return try examples(path: directory, options: options) }
    if candidates.count == 1 {
      let path = candidates[0]
      return try located(path) { path throws(DatasetError) in
        var collection: ExampleCollection<Scalar> = try examples(path: path, options: options)
        collection.reading.file = fileName(path)
        return collection
      }
    }
    if let files = filesBySplit(candidates) { return try examples(files, options) }
    throw undecided(candidates, in: directory)
  }

  /// Summarizes the only data set in a directory.
  static func summary(inDirectory directory: String) throws(DatasetError) -> DatasetSummary {
    let candidates = try dataSetCandidates(in: directory)
    guard candidates.count == 1 else { throw undecided(candidates, in: directory) }
    return try located(candidates[0]) { path throws(DatasetError) in try summary(path: path) }
  }

  /// Calls a closure with a directory, or with the directory that an archive is unpacked into, which
  /// is removed afterwards.
  ///
  /// - Throws: ``DatasetError`` of kind `unknownFormat` for a file that is no archive.
  static func withDirectory<Result>(
    _ path: String, _ body: (String) throws(DatasetError) -> Result
  ) throws(DatasetError) -> Result {
    if isDirectory(path) { return try body(path) }
    guard try Archive.begins(fileBytes(path, atMost: 1 << 10)) else {
      throw DatasetFormat.unknown
    }
    let directory = try Archive.extracted(path: path)
    return try body(directory.path)
  }

  /// The error for a directory that does not have exactly one data set.
  private static func undecided(_ candidates: [String], in directory: String) -> DatasetError {
    let names = candidates.map { String($0.dropFirst(directory.count + 1)) }
    guard !names.isEmpty else {
      return DatasetError(
        .unknownFormat, "no data set is inside",
        remedy: "give a file, or a directory or an archive with one")
    }
    return DatasetError(
      .missing, "\(names.count) data sets are inside",
      remedy: "unpack it if it is an archive, and name one of them with --data: "
        + ColumnPosition.shortList(names))
  }

  /// The file of each set, if the files are those of one data set by their names.
  private static func filesBySplit(_ paths: [String]) -> [Split: String]? {
    let names = paths.map { VariableName(NumPy.stem($0)) }
    guard paths.count > 1, Set(names.map(\.stem)).count == 1 else { return nil }
    var files: [Split: String] = [:]
    for (path, name) in zip(paths, names) {
      guard files.updateValue(path, forKey: name.split ?? .training) == nil else { return nil }
    }
    return files[.training] == nil ? nil : files
  }

  /// Reads a set from each file; all are read like the training set.
  private static func examples<Scalar: BLASScalar>(
    _ files: [Split: String], _ options: DatasetOptions
  ) throws(DatasetError) -> ExampleCollection<Scalar> {
    func read(
      _ split: Split, _ options: DatasetOptions
    ) throws(DatasetError) -> ExampleCollection<Scalar>? {
      guard let path = files[split] else { return nil }
      return try located(path) { path throws(DatasetError) in
        try examples(path: path, options: options)
      }
    }
    guard var collection = try read(.training, options) else {
      preconditionFailure("there is a training set")
    }
    var others = options
    others.scale = nil
    others.input =
      options.input
      ?? ModelInput(
        featureCount: collection.training.features.columns, columns: collection.reading.columns,
        scaling: collection.reading.scaling, imageShape: collection.training.imageShape)
    others.requiresLabels = false
    for (split, path) in files where split != .training {
      let set = try read(split, others)?.training
      if options.requiresLabels, set?.labels == nil {
        collection.reading.notes.append("\(fileName(path)) has no labels and is not used")
        continue
      }
      if split == .test { collection.test = set } else { collection.validation = set }
    }
    collection.reading.file = fileName(files[.training]!)
    if collection.validation != nil {
      collection.reading.validation = fileName(files[.validation]!)
    }
    if collection.test != nil { collection.reading.test = fileName(files[.test]!) }
    collection.noteSizes()
    return collection
  }
}
