internal import Machine
internal import StoredNumbers

/// Numbers and texts in lists.
extension PickleTree {
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
}
