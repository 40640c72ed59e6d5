internal import StoredNumbers

extension Pickle {
  /// The arrays of a pickle, named by the keys of a dictionary or by their positions in tuples.
  static func arrays(_ content: ArraySlice<UInt8>) throws(DatasetError) -> NamedArrays {
    var interpreter = PickleInterpreter(content)
    let value = try interpreter.run()
    if let entries = interpreter.dictionary(value) { return try NamedArrays(entries) }
    guard let parts = interpreter.sequence(value) else { throw unknownStructure }
    if let pair = interpreter.pair(value) {
      return NamedArrays.sets([pair])
    }
    let pairs = parts.compactMap(interpreter.pair)
    guard (1...3).contains(pairs.count), pairs.count == parts.count else {
      throw unknownStructure
    }
    return NamedArrays.sets(pairs)
  }

  private static var unknownStructure: DatasetError {
    DatasetError(
      .unsupported, "the pickle is neither (features, labels) nor two or three such pairs",
      remedy: "pickle ((x, y), (x, y), (x, y)) for training, validation and test")
  }
}

extension PickleInterpreter {
  /// The elements of a tuple or list.
  fileprivate func sequence(_ value: PickleValue) -> [PickleValue]? {
    guard case .object(let index) = value else { return nil }
    switch objects[index] {
    case .tuple(let elements), .list(let elements): return elements
    default: return nil
    }
  }

  /// The two arrays of a pair.
  fileprivate func pair(_ value: PickleValue) -> (features: StoredArray, labels: StoredArray)? {
    guard let elements = sequence(value), elements.count == 2,
      let features = array(elements[0]), let labels = array(elements[1])
    else { return nil }
    return (features, labels)
  }

  /// The arrays of a dictionary with string keys; other entries are ignored.
  fileprivate func dictionary(
    _ value: PickleValue
  ) -> [NamedArrays.Entry]? {
    guard case .object(let index) = value, case .dictionary(let entries) = objects[index] else {
      return nil
    }
    return entries.compactMap { entry in
      guard let name = string(entry.key), let array = array(entry.value) else { return nil }
      return (name, .success(array))
    }
  }

  private func array(_ value: PickleValue) -> StoredArray? {
    guard case .object(let index) = value, case .array(let array) = objects[index] else {
      return nil
    }
    return array
  }
}
