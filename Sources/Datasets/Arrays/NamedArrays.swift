internal import LinearAlgebra

/// Arrays by name, as NumPy archives and pickled dictionaries hold them, and the sets they make.
struct NamedArrays {
  /// An array, or why it can't be one: an odd one never hides the others.
  typealias Entry = (name: String, array: Result<StoredArray, DatasetError>)

  /// The arrays in the order of the file.
  let entries: [Entry]

  /// Wraps the arrays of a file.
  ///
  /// - Throws: ``DatasetError`` when a name occurs twice.
  init(_ entries: [Entry]) throws(DatasetError) {
    var seen = Set<String>()
    for entry in entries where !seen.insert(entry.name).inserted {
      throw DatasetError(.malformed, at: entry.name, "there are two arrays of this name")
    }
    self.entries = entries
  }

  private init(unchecked entries: [Entry]) { self.entries = entries }

  /// Names for the arrays of one, two or three pairs: training, or training and test, or training,
  /// validation and test.
  static func sets(_ pairs: [(features: StoredArray, labels: StoredArray)]) -> NamedArrays {
    let roles = pairs.count == 3 ? ["train", "valid", "test"] : ["train", "test"]
    return NamedArrays(
      unchecked: zip(roles, pairs).flatMap { role, pair in
        [("x_\(role)", .success(pair.features)), ("y_\(role)", .success(pair.labels))]
      })
  }

  /// The sets that the arrays' names make.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that lists the names there are, when the names
  ///   asked for or the usual ones are not among them.
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
