/// The header of a Level 5 array, which precedes its values (MAT-File Format, figure 1-8).
struct ArrayHeader {
  /// The code of the class.
  var code: UInt8
  /// The class in MATLAB: `logical` if the flag is set, for any code.
  var arrayClass: MATClass
  var isComplex: Bool
  var isLogical: Bool
  var isGlobal: Bool
  var dimensions: [Int]
  var name: String
  /// The name of an object's class.
  var className = ""
  /// The storage type of the numbers or characters.
  var storage: MATStorage?

  var isSparse: Bool { code == Self.sparseCode }

  /// The product of the dimensions, which was checked for overflow.
  var count: Int { dimensions.reduce(1, *) }

  static let sparseCode: UInt8 = 5

  /// The class with a code (MAT-File Format, table 1-3; 16 and 17 are undocumented).
  static func arrayClass(code: UInt8) -> MATClass {
    switch code {
    case 1: .cell
    case 2: .struct
    case 3: .object
    case 4: .char
    case sparseCode, 6: .double
    case 7: .single
    case 8: .int8
    case 9: .uint8
    case 10: .int16
    case 11: .uint16
    case 12: .int32
    case 13: .uint32
    case 14: .int64
    case 15: .uint64
    case 16: .functionHandle
    case 17: .opaque
    default: .unknown
    }
  }

  /// Why arrays of this class are not supported, or `nil` if they are.
  var reason: String? {
    switch arrayClass {
    case .functionHandle: "is a function handle, which only MATLAB can use"
    case .object: "is an object of class '\(className)', which is not supported"
    case .opaque: "is an object of class '\(className)', which only MATLAB can read"
    case .unknown: "has the unknown class \(code)"
    default: nil
    }
  }

  /// The error for an array that is not supported, or `nil` if it is.
  func fault(at offset: Int) -> MATFileError? {
    reason.map { reason in
      MATFileError(
        .unsupported, at: offset, variable: name, reason,
        remedy: "save its values as numbers, text, cells or structs")
    }
  }
}

extension ElementReader {
  /// Reads flags, dimensions and name, and peeks at the type of the values.
  mutating func arrayHeader() throws(MATFileError) -> ArrayHeader {
    let flags = try integers("array flags", atMost: 2)
    guard flags.count == 2 else {
      throw fault(.corrupt, "the array flags have \(flags.count) words instead of 2")
    }
    let word = UInt32(truncatingIfNeeded: flags[0])
    let code = UInt8(truncatingIfNeeded: word)
    let isLogical = word & 1 << 9 != 0
    let classOfCode = ArrayHeader.arrayClass(code: code)
    let isTruth = isLogical && (classOfCode.isNumeric || classOfCode == .logical)
    var header = ArrayHeader(
      code: code, arrayClass: isTruth ? .logical : classOfCode, isComplex: word & 1 << 11 != 0,
      isLogical: isTruth, isGlobal: word & 1 << 10 != 0, dimensions: [], name: "")
    // An opaque array has no dimensions; its name, type system and class follow.
    if header.arrayClass == .opaque {
      header.name = try name("name")
      _ = try name("type system")
      header.className = try name("class name")
      return header
    }
    header.dimensions = try dimensions()
    header.name = try name("name")
    switch header.arrayClass {
    case .object: header.className = (try? name("class name")) ?? ""
    case .cell, .struct, .functionHandle, .opaque, .unknown: break
    default: header.storage = header.isSparse ? nil : peekType()
    }
    return header
  }

  /// A limit on the number of dimensions, of which at most 62 can exceed 1 without overflow.
  private static let maxDimensionCount = 255

  private mutating func dimensions() throws(MATFileError) -> [Int] {
    let before = self
    var dimensions = try integers("dimensions", atMost: Self.maxDimensionCount)
    // The format stores dimensions as int32; larger values of other types are invalid, too.
    guard !dimensions.isEmpty, dimensions.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw before.fault(.corrupt, "the dimensions are \(dimensions)")
    }
    if dimensions.count == 1 { dimensions.append(1) }
    guard Self.checkedProduct(dimensions) != nil else {
      throw before.fault(.corrupt, "the product of the dimensions \(dimensions) is too large")
    }
    return dimensions
  }

  /// The product of sizes, or `nil` if the product of the nonzero sizes overflows `Int`.
  ///
  /// So products of some of the sizes do not overflow either.
  static func checkedProduct(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes where size != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = next
    }
    return sizes.contains(0) ? 0 : product
  }
}
