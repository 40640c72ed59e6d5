/// Finds the arrays in a pickled value: numbers, text and lists of them, in dictionaries, lists and
/// tuples.
///
/// A value may contain another one repeatedly, or itself: the depth, the number of values and the
/// memory are limited.
struct PickleTree {
  /// A value that is an array.
  enum Leaf {
    case numbers(StoredArray)
    case texts([String])

    /// The variable with the values at a path.
    func variable(at path: String) -> DataVariable {
      switch self {
      case .numbers(let array): DataVariable(path, array)
      case .texts(let texts): DataVariable(path, texts)
      }
    }
  }

  let pickle: PickleInterpreter
  /// The number of values that may still be visited.
  private var visits = 1 << 23
  /// The number of bytes that lists of numbers may still take.
  private var allowance: Int
  private static let maximumDepth = 64

  /// Starts with what an interpreter has read.
  ///
  /// - Parameters:
  ///   - pickle: The interpreter.
  ///   - byteCount: The size of the pickle.
  init(_ pickle: PickleInterpreter, byteCount: Int) {
    self.pickle = pickle
    // A number of two bytes may take eight.
    allowance = byteCount * 8 + 1 << 16
  }

  /// The elements of a tuple, a list, or an array of objects with one dimension.
  func sequence(_ value: PickleValue) -> [PickleValue]? {
    guard case .object(let index) = value else { return nil }
    switch pickle.objects[index] {
    case .tuple(let elements), .list(let elements): return elements
    case .objects(let elements, let dimensions) where dimensions.count == 1: return elements
    default: return nil
    }
  }

  /// Whether a value is a tuple.
  func isTuple(_ value: PickleValue) -> Bool { pickle.tuple(value) != nil }

  /// The entries of a dictionary whose keys are text or whole numbers, each key once; other entries
  /// are ignored.
  func entries(_ value: PickleValue) -> [(name: String, value: PickleValue)]? {
    guard case .object(let index) = value else { return nil }
    switch pickle.objects[index] {
    case .dictionary(let items):
      var places: [String: Int] = [:]
      var entries: [(name: String, value: PickleValue)] = []
      for item in items {
        guard let name = name(item.key) else { continue }
        if let place = places[name] {
          entries[place].value = item.value
        } else {
          places[name] = entries.count
          entries.append((name, item.value))
        }
      }
      return entries
    case .objects(let elements, []): return elements.first.flatMap { self.entries($0) }
    default: return nil
    }
  }

  private func name(_ key: PickleValue) -> String? {
    if case .integer(let number) = key { return "\(number)" }
    return pickle.string(key)?.excerpt
  }

  /// Lists the arrays in a value.
  mutating func variables(
    of value: PickleValue, at path: String, depth: Int = 0
  ) throws(DatasetError) -> [DataVariable] {
    try visit(depth)
    if let entries = entries(value) {
      var variables: [DataVariable] = []
      for (name, value) in entries {
        let path = path.isEmpty ? name : "\(path).\(name)"
        variables += try self.variables(of: value, at: path, depth: depth + 1)
      }
      return variables
    }
    if depth > 0, let pair = try pair(value, depth: depth) {
      return [pair.features.variable(at: path + ".x"), pair.labels.variable(at: path + ".y")]
    }
    if let leaf = try leaf(value, depth: depth) { return [leaf.variable(at: path)] }
    guard let elements = sequence(value), elements.count <= 1000,
      elements.contains(where: { if case .object = $0 { true } else { false } })
    else {
      return [
        DataVariable(
          path,
          DatasetError(
            .unsupported, at: path, "the value is \(description(of: value))",
            remedy: "pickle arrays, or lists of equal length"))
      ]
    }
    var variables: [DataVariable] = []
    for (place, element) in elements.enumerated() {
      variables += try self.variables(of: element, at: "\(path)[\(place)]", depth: depth + 1)
    }
    return variables
  }

  /// The features and the labels in a sequence of both.
  ///
  /// Two arrays of one size are a pair in a tuple, but an array in a list.
  mutating func pair(
    _ value: PickleValue, depth: Int
  ) throws(DatasetError) -> (features: Leaf, labels: Leaf)? {
    guard let elements = sequence(value), elements.count == 2,
      let features = try leaf(elements[0], depth: depth + 1),
      let labels = try leaf(elements[1], depth: depth + 1),
      case .numbers(let array) = features, !array.dimensions.isEmpty
    else { return nil }
    if case .numbers(let labels) = labels {
      let isOneArray = !isTuple(value) && labels.dimensions == array.dimensions
      guard !labels.dimensions.isEmpty, !isOneArray else { return nil }
    }
    return (features, labels)
  }

  private func description(of value: PickleValue) -> String {
    switch value {
    case .none: "None"
    case .global: "a class or a function"
    case .object where sequence(value) != nil: "a list of different things"
    default: "not an array"
    }
  }

  /// Counts values that are visited, within the limits on depth and number.
  mutating func visit(_ depth: Int, count: Int = 1) throws(DatasetError) {
    visits -= count
    guard depth <= Self.maximumDepth, visits >= 0 else {
      throw DatasetError(
        .unsupported, "refused: the values of the pickle are nested too deep or too often",
        remedy: "pickle arrays")
    }
  }

  /// Counts the memory of lists, within its limit.
  mutating func spend(_ byteCount: Int) throws(DatasetError) {
    guard byteCount <= allowance else {
      throw DatasetError(
        .unsupported, "refused: the lists of the pickle take much more memory than the file",
        remedy: "pickle arrays")
    }
    allowance -= byteCount
  }
}
