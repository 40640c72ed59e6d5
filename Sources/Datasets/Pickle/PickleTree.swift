internal import Machine
internal import StoredNumbers

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

  private let pickle: PickleInterpreter
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

  /// The numbers or texts of a value, or `nil` if it has others, or none.
  mutating func leaf(_ value: PickleValue, depth: Int) throws(DatasetError) -> Leaf? {
    try visit(depth)
    switch value {
    case .integer(let number): return .numbers(Self.array([Int64(number)], []))
    case .float(let number): return .numbers(Self.array([number], []))
    case .bool(let value): return .numbers(Self.array([value], []))
    case .text, .bytes:
      if let text = text(value) { return .texts([text]) }
      guard case .bytes(let bytes) = value else { return nil }
      return .numbers(
        try StoredArray(
          bytes, dimensions: [bytes.count], elementType: .uint8, byteOrder: .little))
    case .none, .global: return nil
    case .object(let index):
      switch pickle.objects[index] {
      case .array(let array): return .numbers(array)
      case .texts(let bytes, let type, let dimensions, let order):
        try spend(bytes.count * 4)
        return .texts(try type.texts(bytes, dimensions: dimensions, storedIn: order))
      case .tuple(let elements), .list(let elements):
        return try leaf(elements, dimensions: [elements.count], depth: depth)
      case .objects(let elements, []):
        return try elements.first.flatMap { value throws(DatasetError) in
          try leaf(value, depth: depth + 1)
        }
      case .objects(let elements, let dimensions):
        return try leaf(elements, dimensions: dimensions, depth: depth)
      case .dictionary, .dtype, .emptyArray: return nil
      }
    }
  }

  /// The array of elements that are all numbers, all texts, or all arrays of one size.
  private mutating func leaf(
    _ elements: [PickleValue], dimensions: [Int], depth: Int
  ) throws(DatasetError) -> Leaf? {
    try visit(depth, count: elements.count)
    if let numbers = try numbers(elements, dimensions) { return .numbers(numbers) }
    let texts = elements.prefix { text($0) != nil }
    if texts.count == elements.count {
      try spend(elements.count * 16)
      return .texts(texts.compactMap(text))
    }
    var arrays: [StoredArray] = []
    var lines: [String] = []
    for element in elements {
      switch try leaf(element, depth: depth + 1) {
      case .numbers(let array) where arrays.first.map({ $0.dimensions == array.dimensions }) ?? true:
        arrays.append(array)
      case .texts(let texts) where texts.count == 1: lines += texts
      default: return nil
      }
    }
    if lines.count == elements.count { return .texts(lines) }
    guard arrays.count == elements.count else { return nil }
    return .numbers(try stacked(arrays, dimensions))
  }

  /// The array of single numbers, or `nil` if the values are others.
  private mutating func numbers(
    _ elements: [PickleValue], _ dimensions: [Int]
  ) throws(DatasetError) -> StoredArray? {
    var integers: [Int64] = []
    var areWhole = true
    var areTruthValues = !elements.isEmpty
    for element in elements {
      switch element {
      case .integer(let number):
        areTruthValues = false
        if areWhole { integers.append(Int64(number)) }
      case .bool(let value): if areWhole { integers.append(value ? 1 : 0) }
      case .float: (areWhole, areTruthValues) = (false, false)
      default: return nil
      }
    }
    try spend(elements.count * 8)
    if areTruthValues { return Self.array(integers.map { $0 == 1 }, dimensions) }
    if areWhole, !elements.isEmpty { return Self.array(integers, dimensions) }
    let numbers = elements.map { element -> Double in
      switch element {
      case .integer(let number): Double(number)
      case .float(let number): number
      case .bool(true): 1
      default: 0
      }
    }
    return Self.array(numbers, dimensions)
  }

  /// The array whose elements are arrays of one size.
  private mutating func stacked(
    _ arrays: [StoredArray], _ dimensions: [Int]
  ) throws(DatasetError) -> StoredArray {
    let first = arrays[0]
    let isUniform = arrays.allSatisfy { array in
      array.elementType == first.elementType && array.storageOrder == .rowMajor
        && array.numbers.byteOrder == first.numbers.byteOrder
    }
    let width = isUniform ? first.elementType.byteCount : 8
    let (byteCount, overflow) = arrays.count.multipliedReportingOverflow(
      by: first.elementCount * width)
    try spend(overflow ? .max : byteCount)
    let dimensions = dimensions + first.dimensions
    guard isUniform else { return Self.array(arrays.flatMap { $0.storedValues() }, dimensions) }
    return StoredArray(
      StoredNumbers(
        arrays.flatMap { $0.numbers.bytes }[...], as: first.elementType, first.numbers.byteOrder),
      dimensions: dimensions, storageOrder: .rowMajor)
  }

  /// The text of a string, or of bytes that are text, as those of Python 2.
  private func text(_ value: PickleValue) -> String? {
    switch value {
    case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .bytes(let bytes):
      let isText = bytes.allSatisfy { $0 >= 0x20 || (9...13).contains($0) }
      return isText ? String(validating: bytes, as: UTF8.self) : nil
    default: return nil
    }
  }

  private static func array<Element: StoredElement>(
    _ numbers: [Element], _ dimensions: [Int]
  ) -> StoredArray {
    StoredArray(StoredNumbers(numbers), dimensions: dimensions, storageOrder: .rowMajor)
  }

  private static func array(_ values: [Bool], _ dimensions: [Int]) -> StoredArray {
    StoredArray(
      StoredNumbers(values.map { $0 ? 1 : 0 }[...], as: .bool, .native), dimensions: dimensions,
      storageOrder: .rowMajor)
  }

  private func description(of value: PickleValue) -> String {
    switch value {
    case .none: "None"
    case .global: "a class or a function"
    case .object where sequence(value) != nil: "a list of different things"
    default: "not an array"
    }
  }

  private mutating func visit(_ depth: Int, count: Int = 1) throws(DatasetError) {
    visits -= count
    guard depth <= Self.maximumDepth, visits >= 0 else {
      throw DatasetError(
        .unsupported, "refused: the values of the pickle are nested too deep or too often",
        remedy: "pickle arrays")
    }
  }

  private mutating func spend(_ byteCount: Int) throws(DatasetError) {
    guard byteCount <= allowance else {
      throw DatasetError(
        .unsupported, "refused: the lists of the pickle take much more memory than the file",
        remedy: "pickle arrays")
    }
    allowance -= byteCount
  }
}
