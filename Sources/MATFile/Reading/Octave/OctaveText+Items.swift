internal import StoredNumbers

extension OctaveText {
  /// Lists the variables of a file.
  static func list(_ bytes: [UInt8]) -> MATFile.Listing {
    var listing = MATFile.Listing()
    var reader = OctaveText(bytes)
    do throws(MATFileError) {
      while let name = try reader.skip(toKeyword: "name") {
        let place = MATVariable.Place.octaveText(
          name: name, position: reader.position, line: reader.line)
        var item: OctaveItem?
        do throws(MATFileError) {
          item = try reader.typedItem(named: name)
          listing.variables.append(try reader.completed(item!, depth: 0).variable(at: place))
        } catch {
          let fault = error.inside(name)
          listing.variables.append(MATVariable(faulty: fault, named: name, at: place))
          // The next name may be that of a field, or in text, unless the variable has neither.
          if error.kind == .truncated || item?.type.layout.isContainer ?? true { throw fault }
        }
      }
    } catch {
      listing.damage = error
    }
    return listing
  }

  /// Reads the array of a variable whose name was just read.
  mutating func array(named name: String) throws(MATFileError) -> MATArray {
    try array(completed(typedItem(named: name), depth: 0))
  }

  /// Reads the type, which follows the name.
  mutating func typedItem(named name: String) throws(MATFileError) -> OctaveItem {
    let value = try keyword("type").value
    let isGlobal = value.hasPrefix("global ")
    return OctaveItem(
      name: name, typeName: isGlobal ? String(value.dropFirst(7)) : value, isGlobal: isGlobal)
  }

  /// Returns a value whose type was just read with its dimensions and the location of its numbers,
  /// and advances past it; `depth` is the number of cells and structs that it is nested in.
  mutating func completed(_ item: OctaveItem, depth: Int) throws(MATFileError) -> OctaveItem {
    guard depth <= MATFile.maximumDepth else {
      throw fault(.tooLarge, "cells and structs are nested deeper than \(MATFile.maximumDepth)")
    }
    var item = item
    switch item.type.layout {
    case .scalar: break
    case .matrix:
      let size = try keyword("ndims", "rows")
      item.isRowMajor = size.name == "rows"
      item.dimensions = try dimensions(size)
    case .range:
      try completeRange(&item)
      return item
    case .text:
      try completeText(&item)
      return item
    case .cell:
      item.dimensions = try dimensions(keyword("ndims", "rows"))
      item.children = try children(item.count, depth + 1)
      return item
    case .scalarStructure, .structureArray:
      try completeStructure(&item, depth)
      return item
    case .sparse:
      item.storedCount = try count("nnz")
      item.dimensions = try dimensions(keyword("rows"))
    case .diagonal: item.dimensions = try dimensions(keyword("rows"))
    case .permutation:
      let size = try count("size")
      _ = try keyword("orient")
      item.dimensions = try checked([size, size])
    case .lazyIndex:
      let name = item.name
      item = try children(1, depth + 1)[0]
      item.name = name
      return item
    case .functionHandle:
      item.line = line
      try skipFunction(depth)
      return item
    case .object:
      item.line = line
      item.className = try keyword("classname").value
      _ = try children(count("length"), depth + 1)
      return item
    case .unknown: break
    }
    item.line = line
    item.body = skipToComment()
    try checkLength(item)
    return item
  }

  /// Throws if the file ends before the numbers do; where it does not, they are counted when they
  /// are read.
  private func checkLength(_ item: OctaveItem) throws(MATFileError) {
    guard isAtEnd, item.type.layout != .unknown else { return }
    let perElement = item.type.layout == .sparse ? 3 : 1
    let (needed, overflow) = item.valueCount.multipliedReportingOverflow(by: perElement)
    let text = bytes[item.body]
    var found = 0
    var wasSpace = true
    for byte in text {
      let isSpace = byte.isBlank || byte == 0x0A
      if wasSpace && !isSpace { found += 1 }
      wasSpace = isSpace
    }
    guard !overflow, found >= needed else {
      throw fault(.truncated, "the file ends within the numbers")
    }
    guard found > needed || wasSpace || needed == 0 else {
      throw fault(.truncated, "the file ends without a line break after the last number")
    }
  }

  /// Reads a number of cells, fields or captured variables.
  private mutating func children(
    _ count: Int, _ depth: Int
  ) throws(MATFileError) -> [OctaveItem] {
    // The shortest value has a name, a type, and a number: "# name: a\n# type: bool\n1\n".
    guard count <= (bytes.count - position) / 20 else {
      throw fault(.truncated, "expected \(count) more values, for which the file is too short")
    }
    var items: [OctaveItem] = []
    items.reserveCapacity(count)
    for index in 0..<count {
      let name = try keyword("name").value
      do {
        items.append(try completed(typedItem(named: name), depth: depth))
      } catch {
        throw error.inside(name == "<cell-element>" ? "{\(index + 1)}" : ".\(name)")
      }
    }
    return items
  }

  private mutating func completeRange(_ item: inout OctaveItem) throws(MATFileError) {
    // A comment says what the numbers are.
    while let line = bytes[position...].first(where: { !$0.isBlank && $0 != 0x0A }),
      line == 0x23 || line == 0x25
    {
      _ = nextLine()
    }
    item.line = line
    item.body = skipToComment()
    try checkLength(item)
    let numbers = try numbers(of: item).real.doubles
    guard let range = OctaveRange(base: numbers[0], limit: numbers[1], increment: numbers[2]) else {
      throw fault(.tooLarge, line: item.line, "the range has too many elements")
    }
    item.range = range
    item.dimensions = [1, range.count]
  }

  private mutating func completeText(_ item: inout OctaveItem) throws(MATFileError) {
    let size = try keyword("ndims", "elements", "length")
    item.line = line
    switch size.name {
    case "ndims":
      item.dimensions = try dimensions(size)
      item.body = try characters(item.count)
    case "elements":
      let rowCount = try count(of: size)
      guard rowCount <= bytes.count - position else {
        throw fault(.truncated, "expected \(rowCount) rows of text")
      }
      var rows: [Range<Int>] = []
      for _ in 0..<rowCount { rows.append(try characters(count("length"))) }
      item.textRows = rows
      item.dimensions = [rowCount, rows.map(\.count).max() ?? 0]
    default:
      let row = try characters(count(of: size))
      item.textRows = [row]
      item.dimensions = [row.isEmpty ? 0 : 1, row.count]
    }
  }

  private mutating func completeStructure(
    _ item: inout OctaveItem, _ depth: Int
  ) throws(MATFileError) {
    var size = try keyword("ndims", "length")
    if size.name == "ndims" {
      item.dimensions = try dimensions(size)
      size = try keyword("length")
    }
    item.children = try children(count(of: size), depth + 1)
    if let problem = item.fieldProblem { throw fault(.corrupt, problem) }
  }

  /// Advances past a function handle: its name or its text, up to a blank line, the variables that
  /// it has captured, or the cell with the names of the functions around it.
  private mutating func skipFunction(_ depth: Int) throws(MATFileError) {
    while true {
      let before = self
      guard let line = nextLine() else {
        throw fault(.truncated, "the file ends within a function handle")
      }
      if isBlank(line) { return }
      guard let keyword = keyword(on: line) else { continue }
      switch keyword.name {
      case "name":
        self = before
        return
      case "length":
        _ = try children(count(of: keyword), depth + 1)
        return
      case "ndims", "rows":
        let count = try dimensions(keyword).reduce(1, *)
        _ = try children(count, depth + 1)
        return
      default: break
      }
    }
  }
}
