internal import LinearAlgebra

/// Named arrays, from a NumPy archive or a pickled dictionary.
struct NamedArrays {
  /// An array, or the error that prevents reading it, which does not affect the others.
  typealias Entry = (name: String, array: Result<StoredArray, DatasetError>)

  /// The arrays in the order of the file.
  let entries: [Entry]

  /// Creates the arrays of a file.
  ///
  /// - Throws: ``DatasetError`` if a name occurs twice.
  init(_ entries: [Entry]) throws(DatasetError) {
    var seen = Set<String>()
    for entry in entries where !seen.insert(entry.name).inserted {
      throw DatasetError(.malformed, at: entry.name, "two arrays have this name")
    }
    self.entries = entries
  }

  private init(unchecked entries: [Entry]) { self.entries = entries }

  /// Names the arrays of one pair (training), two pairs (training and test) or three pairs
  /// (training, validation and test).
  static func sets(_ pairs: [(features: StoredArray, labels: StoredArray)]) -> NamedArrays {
    let roles = pairs.count == 3 ? ["train", "valid", "test"] : ["train", "test"]
    return NamedArrays(
      unchecked: zip(roles, pairs).flatMap { role, pair in
        [("x_\(role)", .success(pair.features)), ("y_\(role)", .success(pair.labels))]
      })
  }

  /// Creates the data sets from the arrays with the given or the usual names.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that lists the existing names.
  func collection<Scalar: BLASScalar>(
    names: VariableNames, byteScaling: ByteScaling
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let available = entries.map(\.name)
    let training = try VariablePair.training(in: available, names: names)
    let isChosen = names.features != nil || names.labels != nil
    return try DatasetCollection(
      training: examples(training, byteScaling: byteScaling),
      validation: isChosen ? nil : optional(VariablePair.validation(in: available), byteScaling),
      test: isChosen ? nil : optional(VariablePair.test(in: available), byteScaling))
  }

  private func optional<Scalar: BLASScalar>(
    _ pair: VariablePair?, _ byteScaling: ByteScaling
  ) throws(DatasetError) -> Examples<Scalar>? {
    guard let pair else { return nil }
    return try examples(pair, byteScaling: byteScaling)
  }

  private func examples<Scalar: BLASScalar>(
    _ pair: VariablePair, byteScaling: ByteScaling
  ) throws(DatasetError) -> Examples<Scalar> {
    let features = try array(pair.features)
    return try Examples(
      features: features.matrix(named: pair.features, byteScaling: byteScaling),
      labels: .numbers(array(pair.labels).wholeNumbers(named: pair.labels)),
      imageShape: features.imageShape, names: (pair.features, pair.labels))
  }

  private func array(_ name: String) throws(DatasetError) -> StoredArray {
    try entries.first { $0.name == name }!.array.get()
  }
}
