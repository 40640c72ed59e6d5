internal import LinearAlgebra

extension DataTree {
  /// Creates the data sets from the arrays with the given or the usual names.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that lists the existing names.
  func collection<Scalar: BLASScalar>(
    names: VariableNames, byteScaling: ByteScaling
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let available = variables.map(\.path)
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
    guard case .numbers(let array) = try variables.first(where: { $0.path == name })!.value() else {
      throw DatasetError(.unsupported, at: name, "the array is not of numbers")
    }
    return array
  }
}
