internal import StoredNumbers

/// Decodes `Codable` values from MATLAB values written by ``MATEncoder``.
public struct MATDecoder {
  /// Creates a decoder.
  public init() {}

  /// Returns a value of a type.
  ///
  /// - Throws: `DecodingError` with the path to the field that is missing or of another class.
  public func decode<Value: Decodable>(_ type: Value.Type, from array: MATArray) throws -> Value {
    try MATArrayDecoder(array, []).value()
  }
}

private struct MATArrayDecoder: Decoder {
  let array: MATArray
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ array: MATArray, _ path: [any CodingKey]) {
    self.array = array
    codingPath = path
  }

  func value<Value: Decodable>() throws -> Value {
    let value: Any? =
      switch Value.self {
      case is Double.Type: try scalar(numbers())
      case is UInt64.Type: try scalar(words())
      case is Int.Type: Int(exactly: try scalar(numbers()))
      case is Bool.Type: try scalar(flags())
      case is String.Type: array.string
      case is [Double].Type: try numbers()
      case is [UInt64].Type: try words()
      default: try Value(from: self)
      }
    guard let value = value as? Value else { throw mismatch(Value.self) }
    return value
  }

  private func numbers() throws -> [Double] {
    guard let numbers = try? array.doubles else { throw mismatch([Double].self) }
    return numbers
  }

  private func words() throws -> [UInt64] {
    guard let numbers = array.numbers, numbers.elementType == .uint64 else {
      throw mismatch([UInt64].self)
    }
    return (0..<numbers.count).map {
      guard case .whole(let word) = numbers[$0] else { return 0 }
      return UInt64(word)
    }
  }

  private func flags() throws -> [Bool] {
    guard case .logical(let flags) = array.content else { throw mismatch(Bool.self) }
    return flags
  }

  private func scalar<Number>(_ numbers: [Number]) throws -> Number {
    guard numbers.count == 1 else { throw mismatch(Number.self) }
    return numbers[0]
  }

  private func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(
      type, .init(codingPath: codingPath, debugDescription: "is \(array.summary), not \(type)"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let structure = array.structure else { throw mismatch(MATStructure.self) }
    return KeyedDecodingContainer(Fields<Key>(structure: structure, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let cells = array.cells else { throw mismatch([MATArray].self) }
    return Elements(cells: cells, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let structure: MATStructure
    let codingPath: [any CodingKey]
    var allKeys: [Key] { structure.fieldNames.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { structure[key.stringValue] != nil }

    private func decoder(_ key: Key) throws -> MATArrayDecoder {
      guard let array = structure[key.stringValue] else {
        throw DecodingError.keyNotFound(
          key, .init(codingPath: codingPath, debugDescription: "is missing"))
      }
      return MATArrayDecoder(array, codingPath + [key])
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try decoder(key).value()
    }

    func decodeNil(forKey key: Key) -> Bool { !contains(key) }
    func superDecoder() -> any Decoder { MATArrayDecoder(MATArray(structure: []), codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
      try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder(key).unkeyedContainer()
    }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let cells: [MATArray]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0
    var count: Int? { cells.count }
    var isAtEnd: Bool { currentIndex == cells.count }

    init(cells: [MATArray], codingPath: [any CodingKey]) {
      self.cells = cells
      self.codingPath = codingPath
    }

    private mutating func next() throws -> MATArrayDecoder {
      guard !isAtEnd else {
        throw DecodingError.valueNotFound(
          MATArray.self, .init(codingPath: codingPath, debugDescription: "has too few elements"))
      }
      defer { currentIndex += 1 }
      return MATArrayDecoder(cells[currentIndex], codingPath)
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try next().value()
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, cells[currentIndex].count == 0, cells[currentIndex].numbers != nil else {
        return false
      }
      currentIndex += 1
      return true
    }

    mutating func superDecoder() throws -> any Decoder { try next() }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try next().unkeyedContainer()
    }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: MATArrayDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.array.count == 0 && decoder.array.numbers != nil }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value() }
  }
}
