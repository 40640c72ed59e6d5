/// Encodes `Codable` values as MATLAB values.
///
/// | Swift | MATLAB |
/// |---|---|
/// | `Double`, `Int` up to 2⁵³ | 1×1 double |
/// | `UInt64` | 1×1 uint64 |
/// | `Bool` | 1×1 logical |
/// | `String` | char row |
/// | `[Double]`, `[UInt64]` | column vector |
/// | any other array | cell row |
/// | a type with keys | 1×1 struct; a property that is `nil` has no field |
///
/// Every number keeps its bits. ``MATDecoder`` decodes the result.
public struct MATEncoder {
  /// Creates an encoder.
  public init() {}

  /// Returns a value as a MATLAB array.
  ///
  /// - Throws: `EncodingError` for a number that its MATLAB class cannot hold.
  public func encode(_ value: some Encodable) throws -> MATArray {
    try MATNode.of(value, path: []).array
  }
}

/// A MATLAB value that is being built.
private final class MATNode {
  private enum Content {
    case array(MATArray)
    case structure([(name: String, value: MATNode)])
    case cell([MATNode])
  }

  private var content = Content.array(MATArray([Double](), dimensions: [0, 0]))

  /// The finished value.
  var array: MATArray {
    switch content {
    case .array(let array): array
    case .structure(let fields):
      MATArray(structure: fields.map { ($0.name, $0.value.array) })
    case .cell(let nodes): MATArray(cell: nodes.map(\.array))
    }
  }

  var count: Int { if case .cell(let nodes) = content { nodes.count } else { 0 } }

  func beginStructure() { content = .structure([]) }
  func beginCell() { content = .cell([]) }
  func set(_ node: MATNode) { content = node.content }

  func set(_ node: MATNode, forKey name: String) {
    guard case .structure(var fields) = content else { preconditionFailure("not a struct") }
    // The array is appended to in place, because the content no longer refers to it.
    content = .structure([])
    fields.append((name, node))
    content = .structure(fields)
  }

  func append(_ node: MATNode) {
    guard case .cell(var nodes) = content else { preconditionFailure("not a cell array") }
    content = .cell([])
    nodes.append(node)
    content = .cell(nodes)
  }

  static func of<Value: Encodable>(_ value: Value, path: [any CodingKey]) throws -> MATNode {
    let node = MATNode()
    switch value {
    case let number as Double: node.content = .array(MATArray(scalar: number))
    case let number as UInt64: node.content = .array(MATArray(scalar: number))
    case let number as Int:
      guard let double = Double(exactly: number) else {
        throw EncodingError.invalidValue(
          number, .init(codingPath: path, debugDescription: "\(number) is not exact as a double"))
      }
      node.content = .array(MATArray(scalar: double))
    case let flag as Bool: node.content = .array(MATArray(logical: [flag], dimensions: [1, 1]))
    case let text as String: node.content = .array(MATArray(text))
    // An empty array can be cast to one of any other type.
    case let numbers as [Double] where Value.self == [Double].self:
      node.content = .array(MATArray(numbers))
    case let numbers as [UInt64] where Value.self == [UInt64].self:
      node.content = .array(MATArray(numbers))
    default: try value.encode(to: MATNodeEncoder(node, path))
    }
    return node
  }
}

private struct MATNodeEncoder: Encoder {
  let node: MATNode
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ node: MATNode, _ path: [any CodingKey]) {
    self.node = node
    codingPath = path
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.beginStructure()
    return KeyedEncodingContainer(Fields<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.beginCell()
    return Elements(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Single(node: node, codingPath: codingPath)
  }

  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: MATNode
    let codingPath: [any CodingKey]

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      node.set(try MATNode.of(value, path: codingPath + [key]), forKey: key.stringValue)
    }

    func encodeNil(forKey key: Key) {}

    func superEncoder(forKey key: Key) -> any Encoder {
      let child = MATNode()
      node.set(child, forKey: key.stringValue)
      return MATNodeEncoder(child, codingPath + [key])
    }

    func superEncoder() -> any Encoder { MATNodeEncoder(node, codingPath) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      superEncoder(forKey: key).unkeyedContainer()
    }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let node: MATNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    func encode<Value: Encodable>(_ value: Value) throws {
      node.append(try MATNode.of(value, path: codingPath))
    }

    func encodeNil() { node.append(MATNode()) }

    func superEncoder() -> any Encoder {
      let child = MATNode()
      node.append(child)
      return MATNodeEncoder(child, codingPath)
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      superEncoder().unkeyedContainer()
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let node: MATNode
    let codingPath: [any CodingKey]

    func encode<Value: Encodable>(_ value: Value) throws {
      node.set(try MATNode.of(value, path: codingPath))
    }

    func encodeNil() {}
  }
}
