internal import Machine
internal import StoredNumbers

/// The type of the elements of a dataset or an attribute (IV.A.2.d).
struct HDF5Datatype: Sendable {
  /// The number of bytes per element.
  let byteCount: Int
  /// What the bytes are.
  let kind: Kind

  /// The kinds of elements.
  indirect enum Kind: Sendable {
    /// A number.
    case number(ElementType, ByteOrder)
    /// A truth value: an enumeration of FALSE and TRUE, or a field of bits, in one byte.
    case truth
    /// Text of a fixed length in bytes, which ends with zeros or, as in Fortran, with blanks.
    case text(endsWithBlanks: Bool)
    /// The address of an object.
    case reference
    /// Several values, each at an offset within the element.
    case compound([Member])
    /// Text of any length in a global heap.
    case variableText
    /// Elements of another type, any number of them, in a global heap.
    case sequence(HDF5Datatype)
    /// A type that is not supported, by its name.
    case other(String)
  }

  /// A value in a compound.
  struct Member: Sendable {
    let name: String
    let offset: Int
    let type: HDF5Datatype
  }

  /// The real and the imaginary part of complex numbers: members of the same type called `real`
  /// and `imag` by MATLAB and Octave, `r` and `i` by h5py.
  ///
  /// Octave declares complex numbers of 32 bits to be as far apart as those of 64 bits, but writes
  /// them next to each other.
  var complexParts: (real: Member, imaginary: Member, ElementType, ByteOrder)? {
    guard case .compound(let members) = kind, members.count == 2,
      [["real", "imag"], ["r", "i"]].contains(members.map(\.name)),
      case .number(let type, let order) = members[0].type.kind,
      case .number(type, order) = members[1].type.kind
    else { return nil }
    let isMisplaced = byteCount == 16 && type == .float32 && members[1].offset == 8
    let imaginary =
      isMisplaced ? Member(name: "imag", offset: 4, type: members[1].type) : members[1]
    return (members[0], imaginary, type, order)
  }

  /// The nesting depth of types within types that is read.
  private static let maximumDepth = 4

  /// Reads a datatype message.
  init(_ cursor: inout HDF5Cursor, depth: Int = 0) throws(MATFileError) {
    let before = cursor
    let classAndVersion = try cursor.integer(1)
    let flags = try cursor.integer(3)
    byteCount = try cursor.integer(4)
    let version = classAndVersion >> 4
    guard (1...3).contains(version) else {
      throw before.fault(.unsupported, "has a datatype of version \(version)")
    }
    guard byteCount > 0 else {
      throw before.fault(.corrupt, "has elements of no bytes")
    }
    guard depth <= Self.maximumDepth else {
      throw before.fault(.tooLarge, "has types nested deeper than \(Self.maximumDepth)")
    }
    switch classAndVersion & 0xf {
    case 0: kind = try Self.fixedPoint(&cursor, byteCount, flags)
    case 1: kind = try Self.floatingPoint(&cursor, byteCount, flags)
    case 3: kind = .text(endsWithBlanks: flags & 0xf == 2)
    case 4:
      try cursor.skip(4)
      kind = byteCount == 1 ? .truth : .other("fields of bits")
    case 6: kind = try Self.compound(&cursor, byteCount, flags & 0xffff, version, depth)
    case 7: kind = flags & 0xf == 0 && byteCount == 8 ? .reference : .other("references to regions")
    case 8: kind = try Self.enumeration(&cursor, byteCount, flags & 0xffff, version, depth)
    case 9:
      let base = try HDF5Datatype(&cursor, depth: depth + 1)
      guard byteCount == HDF5Reader.heapReferenceByteCount else {
        throw before.fault(.corrupt, "has references to a heap of \(byteCount) bytes")
      }
      kind = flags & 0xf == 1 ? .variableText : .sequence(base)
    case let code:
      let names = [2: "times", 5: "opaque bytes", 10: "arrays within elements"]
      kind = .other(names[code] ?? "elements of the unknown type \(code)")
    }
  }

  private static func fixedPoint(
    _ cursor: inout HDF5Cursor, _ byteCount: Int, _ flags: Int
  ) throws(MATFileError) -> Kind {
    let (offset, precision) = (try cursor.integer(2), try cursor.integer(2))
    let types: [Int: (unsigned: ElementType, signed: ElementType)] = [
      1: (.uint8, .int8), 2: (.uint16, .int16), 4: (.uint32, .int32), 8: (.uint64, .int64),
    ]
    guard let pair = types[byteCount], offset == 0, precision == 8 * byteCount else {
      return .other("integers of \(precision) bits in \(byteCount) bytes")
    }
    return .number(flags & 8 == 0 ? pair.unsigned : pair.signed, flags & 1 == 0 ? .little : .big)
  }

  /// The layout of IEEE 754 numbers: where the exponent begins, its bits, and its bias.
  private static func floatingPoint(
    _ cursor: inout HDF5Cursor, _ byteCount: Int, _ flags: Int
  ) throws(MATFileError) -> Kind {
    var fields: [Int] = []
    for width in [2, 2, 1, 1, 1, 1, 4] { fields.append(try cursor.integer(width)) }
    let layouts: [(type: ElementType, fields: [Int])] = [
      (.float16, [0, 16, 10, 5, 0, 10, 15]), (.float32, [0, 32, 23, 8, 0, 23, 127]),
      (.float64, [0, 64, 52, 11, 0, 52, 1023]),
    ]
    guard let type = layouts.first(where: { $0.fields == fields })?.type,
      type.byteCount == byteCount, flags & 0x40 == 0
    else { return .other("floating-point numbers of \(fields[1]) bits in \(byteCount) bytes") }
    return .number(type, flags & 1 == 0 ? .little : .big)
  }

  private static func compound(
    _ cursor: inout HDF5Cursor, _ byteCount: Int, _ count: Int, _ version: Int, _ depth: Int
  ) throws(MATFileError) -> Kind {
    var members: [Member] = []
    for _ in 0..<count {
      let name = try cursor.memberName(version)
      // Version 3 uses as few bytes as the size of the compound needs.
      let width = version < 3 ? 4 : (Int.bitWidth - byteCount.leadingZeroBitCount + 7) / 8
      let offset = try cursor.integer(width)
      // Version 1 has dimensions, which no program writes.
      let rank = version == 1 ? try cursor.integer(1) : 0
      if version == 1 { try cursor.skip(27) }
      let type = try HDF5Datatype(&cursor, depth: depth + 1)
      guard type.byteCount <= byteCount, offset <= byteCount - type.byteCount else {
        throw cursor.fault(.corrupt, "a member of a compound is outside its \(byteCount) bytes")
      }
      if case .other(let description) = type.kind { return .other("compounds with \(description)") }
      guard rank == 0 else { return .other("compounds with arrays") }
      members.append(Member(name: name, offset: offset, type: type))
    }
    return .compound(members)
  }

  /// An enumeration of FALSE and TRUE is what h5py makes of Booleans; any other one is its numbers.
  private static func enumeration(
    _ cursor: inout HDF5Cursor, _ byteCount: Int, _ count: Int, _ version: Int, _ depth: Int
  ) throws(MATFileError) -> Kind {
    let base = try HDF5Datatype(&cursor, depth: depth + 1)
    guard base.byteCount == byteCount else {
      throw cursor.fault(
        .corrupt, "an enumeration of \(byteCount) bytes has numbers of \(base.byteCount)")
    }
    var names: [String] = []
    for _ in 0..<count {
      names.append(try cursor.memberName(version))
    }
    let values = try cursor.take(count * base.byteCount)
    let isTruth =
      base.byteCount == 1 && names == ["FALSE", "TRUE"] && cursor.file.bytes[values] == [0, 1]
    return isTruth ? .truth : base.kind
  }
}

extension HDF5Cursor {
  /// Reads the name of a member, which is padded to eight bytes before version 3.
  fileprivate mutating func memberName(_ version: Int) throws(MATFileError) -> String {
    let start = position
    let name = try text()
    if version < 3 { try skip((8 - (position - start) % 8) % 8) }
    return name
  }
}
