/// The bytes of an HDF5 file, built piece by piece, so that a piece can be wrong.
struct HDF5 {
  /// The signature of an HDF5 file.
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
  /// The header of version 7.3, which comes before the signature.
  static let header = Array(CorruptFile.header.prefix(124)) + [0x00, 0x02, 0x49, 0x4d]
  /// The address of what was never written.
  static let undefined = -1

  /// The pieces after the superblock, which has 96 bytes.
  private var bytes = [UInt8](repeating: 0, count: 96)

  /// Numbers of a width in bytes, the lowest byte first.
  static func words(_ width: Int, _ values: Int...) -> [UInt8] {
    values.flatMap { value in (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  /// Appends a piece and returns its address.
  mutating func place(_ content: [UInt8]) -> Int {
    bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
    defer { bytes += content }
    return bytes.count
  }

  /// Replaces bytes that were placed before.
  mutating func replace(at address: Int, _ content: [UInt8]) {
    bytes.replaceSubrange(address..<address + content.count, with: content)
  }

  /// The file with a root group of one member, x.
  mutating func file(_ x: Int) -> [UInt8] {
    let root = group([("x", x)])
    return file(root: root)
  }

  /// The file with a root group.
  func file(root: Int) -> [UInt8] {
    let sizes: [UInt8] = [0, 0, 0, 0, 0, 8, 8, 0] + Self.words(2, 4, 16, 0, 0)
    let addresses = Self.words(8, 0, Self.undefined, bytes.count, Self.undefined, 0, root)
    return Self.signature + sizes + addresses + bytes[(16 + 8 + 48)...]
  }

  /// A message of an object header.
  static func message(_ type: Int, _ body: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
    return words(2, type, body.count + padding.count) + words(4, 0) + body + padding
  }

  /// An object with its messages.
  mutating func object(_ messages: [[UInt8]]) -> Int {
    let body = Array(messages.joined())
    return place([1, 0] + Self.words(2, messages.count) + Self.words(4, 1, body.count, 0) + body)
  }

  /// A node of a B-tree with keys and children, without the last key.
  static func node(_ type: UInt8, level: UInt8, _ children: [(key: [UInt8], child: Int)]) -> [UInt8]
  {
    Array("TREE".utf8) + [type, level] + words(2, children.count) + words(8, undefined, undefined)
      + children.flatMap { $0.key + words(8, $0.child) }
  }

  /// A group.
  mutating func group(_ members: [(name: String, address: Int)]) -> Int {
    var names: [UInt8] = []
    var entries: [UInt8] = []
    for member in members {
      entries += Self.words(8, names.count, member.address, 0, 0, 0)
      names += Array(member.name.utf8) + [0]
    }
    let data = place(names)
    let heap = place(Array("HEAP".utf8) + Self.words(4, 0) + Self.words(8, names.count, 0, data))
    let symbols = place(Array("SNOD".utf8) + [1, 0] + Self.words(2, members.count) + entries)
    let tree = place(Self.node(0, level: 0, [(Self.words(8, 0), symbols)]))
    return object([Self.message(0x11, Self.words(8, tree, heap))])
  }

  /// Dimensions, the slowest first.
  static func space(_ dimensions: Int...) -> [UInt8] {
    message(
      1, [1, UInt8(dimensions.count)] + words(2, 0, 0, 0) + dimensions.flatMap { words(8, $0) })
  }

  /// The type of double-precision numbers.
  static let doubles = message(
    3, [0x11, 0x20, 0x3f, 0] + words(4, 8) + words(2, 0, 64) + [52, 11, 0, 52] + words(4, 1023))
  /// The type of references to objects.
  static let references = message(3, [0x17, 0, 0, 0] + words(4, 8))
  /// The filter that compresses chunks.
  static let deflate = message(
    11, [1, 1] + words(2, 0, 0, 0, 1, 0, 1, 1) + words(4, 6, 0))

  /// Elements in one piece.
  static func contiguous(_ address: Int, _ size: Int) -> [UInt8] {
    message(8, [3, 1] + words(8, address, size))
  }

  /// Chunks of double-precision numbers.
  static func chunked(_ tree: Int, _ dimensions: Int...) -> [UInt8] {
    message(
      8,
      [3, 2, UInt8(dimensions.count + 1)] + words(8, tree) + dimensions.flatMap { words(4, $0) }
        + words(4, 8))
  }

  /// The key of a chunk.
  static func chunkKey(_ size: Int, _ origin: Int...) -> [UInt8] {
    words(4, size, 0) + origin.flatMap { words(8, $0) } + words(8, 0)
  }

  /// The class that MATLAB gives to an object.
  static func matlabClass(_ name: String) -> [UInt8] {
    let type = [0x13, 0, 0, 0] + words(4, name.utf8.count)
    let space = [1, 0] + words(2, 0, 0, 0)
    let title = Array("MATLAB_class".utf8) + words(4, 0)
    return message(
      12, [1, 0] + words(2, 13, type.count, space.count) + title + type + space + Array(name.utf8))
  }

  /// A row of cells.
  mutating func cells(_ addresses: [Int]) -> Int {
    let body = place(addresses.flatMap { Self.words(8, $0) })
    return object([
      Self.matlabClass("cell"), Self.space(addresses.count, 1), Self.references,
      Self.contiguous(body, 8 * addresses.count),
    ])
  }

  /// The number 1.
  mutating func one() -> Int {
    let body = place([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
    return object([Self.space(1, 1), Self.doubles, Self.contiguous(body, 8)])
  }
}
