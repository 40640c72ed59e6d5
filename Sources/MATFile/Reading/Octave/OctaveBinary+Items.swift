internal import Machine
internal import StoredNumbers

extension OctaveBinary {
  /// Lists the variables of a file.
  static func list(_ bytes: [UInt8], _ byteOrder: ByteOrder) -> MATFile.Listing {
    var listing = MATFile.Listing()
    var reader = OctaveBinary(bytes, at: FileHeader.byteCount, byteOrder)
    while reader.remainingCount > 0 {
      let place = MATVariable.Place.octaveBinary(position: reader.position)
      var name = ""
      do throws(MATFileError) {
        let item = try reader.typedItem()
        name = item.name
        listing.variables.append(try reader.completed(item, depth: 0).variable(at: place))
      } catch {
        // Where a variable can't be followed to its end, those after it can't be found.
        let fault = error.inside(name)
        if !name.isEmpty {
          listing.variables.append(MATVariable(faulty: fault, named: name, at: place))
        }
        listing.damage = fault
        break
      }
    }
    return listing
  }

  /// Reads the array of a variable from its header.
  mutating func array() throws(MATFileError) -> MATArray {
    try array(completed(typedItem(), depth: 0))
  }

  /// Reads the header of a value: its name, a comment, whether it is global, and its type.
  private mutating func typedItem() throws(MATFileError) -> OctaveItem {
    let name = try text("name of a variable")
    do throws(MATFileError) {
      _ = try text("comment")
      let isGlobal = try byte("flag of a global variable") != 0
      let before = self
      let code = try byte("code of the type")
      // Before types had names they had codes.
      let codes = ["scalar", "matrix", "complex scalar", "complex matrix", "string", "range"]
      switch code {
      case 1...6: return OctaveItem(name: name, typeName: codes[Int(code) - 1], isGlobal: isGlobal)
      case 7: return OctaveItem(name: name, typeName: "string", isGlobal: isGlobal)
      case 255:
        return OctaveItem(name: name, typeName: try text("name of the type"), isGlobal: isGlobal)
      default: throw before.fault(.corrupt, "the type has the unknown code \(code)")
      }
    } catch {
      throw error.inside(name)
    }
  }

  /// Returns a value whose header was just read with its dimensions and the location of its
  /// numbers, and advances past it; `depth` is the number of cells and structs that it is nested in.
  private mutating func completed(
    _ item: OctaveItem, depth: Int
  ) throws(MATFileError) -> OctaveItem {
    guard depth <= MATFile.maximumDepth else {
      throw fault(.tooLarge, "cells and structs are nested deeper than \(MATFile.maximumDepth)")
    }
    var item = item
    let layout = item.type.layout
    switch layout {
    case .scalar: try locateNumbers(&item)
    case .matrix:
      item.dimensions = try dimensions(integer("number of dimensions"))
      try locateNumbers(&item)
    case .range: try completeRange(&item)
    case .text: try completeText(&item)
    case .cell:
      item.dimensions = try dimensions(integer("number of dimensions"))
      item.children = try children(item.count, depth + 1)
    case .scalarStructure, .structureArray:
      let before = self
      var size = try integer("number of fields")
      if size < 0, layout == .structureArray {
        item.dimensions = try dimensions(size)
        size = try integer("number of fields")
      }
      guard size >= 0 else { throw before.fault(.corrupt, "the number of fields is \(size)") }
      item.children = try children(size, depth + 1)
      if let problem = item.fieldProblem { throw fault(.corrupt, problem) }
    case .sparse: try completeSparse(&item)
    case .diagonal:
      let rows = try count("number of rows")
      item.dimensions = try checked([rows, count("number of columns")])
      try locateNumbers(&item)
    case .permutation:
      let size = try count("size of the permutation")
      item.dimensions = try checked([size, size])
      _ = try byte("orientation")
      item.storage = .int64
      item.body = try take(size, of: 8, "permutation")
    case .lazyIndex:
      let name = item.name
      item = try completed(typedItem(), depth: depth + 1)
      item.name = name
    case .functionHandle:
      item.body = position..<position
      try skipFunction(depth)
    case .object:
      item.body = position..<position
      item.className = try text("name of the class")
      _ = try children(count("number of fields"), depth + 1)
    case .unknown:
      item.body = position..<position
      throw item.fault ?? fault(.unsupported, "has an unknown type")
    }
    return item
  }

  /// Reads a number of cells, fields or captured variables.
  private mutating func children(
    _ count: Int, _ depth: Int
  ) throws(MATFileError) -> [OctaveItem] {
    // The shortest value has the lengths of its name and its comment, a flag, a code and a byte.
    guard count <= remainingCount / 11 else {
      throw fault(.truncated, "expected \(count) more values, for which the file is too short")
    }
    var items: [OctaveItem] = []
    items.reserveCapacity(count)
    for index in 0..<count {
      var name = ""
      do throws(MATFileError) {
        let item = try typedItem()
        name = item.name
        items.append(try completed(item, depth: depth))
      } catch {
        let isCell = name.isEmpty || name == "<cell-element>"
        throw error.inside(isCell ? "{\(index + 1)}" : ".\(name)")
      }
    }
    return items
  }

  /// Reads the dimensions after their number, which is stored as a negative one; a number that is
  /// not negative is the number of rows of a matrix, as Octave 2 stored it.
  private mutating func dimensions(_ first: Int) throws(MATFileError) -> [Int] {
    if first >= 0 { return try checked([first, count("number of columns")]) }
    guard first >= -255 else {
      throw fault(.corrupt, "the number of dimensions is \(-first)")
    }
    var dimensions: [Int] = []
    for _ in 0..<(-first) { dimensions.append(try count("dimension")) }
    return try checked(dimensions.count == 1 ? [1] + dimensions : dimensions)
  }

  /// Returns the dimensions if their product does not overflow.
  private func checked(_ dimensions: [Int]) throws(MATFileError) -> [Int] {
    guard ElementReader.checkedProduct(dimensions) != nil else {
      throw fault(.corrupt, "the product of the dimensions \(dimensions) is too large")
    }
    return dimensions
  }

  /// Locates the numbers of a value, whose type precedes floating-point numbers.
  private mutating func locateNumbers(_ item: inout OctaveItem) throws(MATFileError) {
    switch item.type.arrayClass {
    case .double, .single: item.storage = try storage()
    case .logical: item.storage = .uint8
    default:
      item.storage = MATStorage.allCases.first { $0.arrayClass == item.type.arrayClass }
    }
    let parts = item.type.isComplex ? 2 : 1
    item.body = try take(
      item.valueCount, of: parts * (item.storage?.byteCount ?? 1), "numbers")
  }

  /// Reads the code of a type of numbers.
  private mutating func storage() throws(MATFileError) -> MATStorage {
    let storages: [MATStorage] = [
      .uint8, .uint16, .uint32, .int8, .int16, .int32, .single, .double, .uint64, .int64,
    ]
    let before = self
    let code = Int(try byte("type of the numbers"))
    guard code < storages.count else {
      throw before.fault(.corrupt, "the numbers have the unknown type \(code)")
    }
    return storages[code]
  }

  private mutating func completeRange(_ item: inout OctaveItem) throws(MATFileError) {
    // Whatever the type says, the numbers are stored as doubles.
    _ = try storage()
    item.storage = .double
    let before = self
    item.body = try take(3, of: 8, "range")
    let numbers = StoredNumbers(storedIn: bytes[item.body], as: .double, byteOrder).doubles
    guard let range = OctaveRange(base: numbers[0], limit: numbers[1], increment: numbers[2]) else {
      throw before.fault(.tooLarge, "the range has too many elements")
    }
    item.range = range
    item.dimensions = [1, range.count]
  }

  private mutating func completeText(_ item: inout OctaveItem) throws(MATFileError) {
    item.storage = .uint8
    let first = try integer("number of dimensions")
    if first < 0 {
      item.dimensions = try dimensions(first)
      item.body = try take(item.count, "text")
      return
    }
    // Octave 2 stored each row with its length.
    guard first <= remainingCount / 4 else {
      throw fault(.truncated, "the file ends within \(first) rows of text")
    }
    var rows: [Range<Int>] = []
    for _ in 0..<first { rows.append(try take(count("length of a row"), "text")) }
    item.textRows = rows
    item.dimensions = [first, rows.map(\.count).max() ?? 0]
  }

  /// Locates the column starts, the rows and the values of a sparse matrix, which are its body.
  private mutating func completeSparse(_ item: inout OctaveItem) throws(MATFileError) {
    let before = self
    guard try integer("number of dimensions") == -2 else {
      throw before.fault(.corrupt, "a sparse matrix has two dimensions")
    }
    let rows = try count("number of rows")
    item.dimensions = try checked([rows, count("number of columns")])
    item.storedCount = try count("number of elements")
    let start = position
    _ = try take(item.dimensions[1] + 1 + item.storedCount, of: 4, "indices of a sparse matrix")
    try locateNumbers(&item)
    item.body = start..<position
  }

  /// Advances past a function handle: its name, for an anonymous one its text and the variables that
  /// it has captured, whose number follows the name, and for a local one the cell with the names of
  /// the functions around it.
  private mutating func skipFunction(_ depth: Int) throws(MATFileError) {
    let name = try text("name of the function")
    if name.contains("@<scopedfunction>") {
      let count = try dimensions(integer("number of dimensions")).reduce(1, *)
      _ = try children(count, depth + 1)
    }
    guard name.hasPrefix("@<anonymous>") else { return }
    _ = try text("text of the function")
    let count = name.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    _ = try children(max(count, 0), depth + 1)
  }
}
