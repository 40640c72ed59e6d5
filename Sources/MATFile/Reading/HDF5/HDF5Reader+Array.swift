internal import Machine
internal import StoredNumbers

/// Arrays of every class.
extension HDF5Reader {
  /// Reads the array of an object that is nested in `depth` cells and structs.
  mutating func array(at address: Int, depth: Int = 0) throws(MATFileError) -> MATArray {
    guard depth <= MATFile.maximumDepth else {
      throw MATFileError(
        .tooLarge, at: address,
        "cells and structs are nested deeper than \(MATFile.maximumDepth)",
        remedy: MATFileError.saveAgain)
    }
    guard ancestors.insert(address).inserted else {
      throw MATFileError(
        .corrupt, at: address, "contains itself", remedy: MATFileError.saveAgain)
    }
    defer { ancestors.remove(address) }
    try count(1, at: address)
    let object = try HDF5Object(file, at: address)
    return try array(try outline(of: object), object, depth)
  }

  /// Counts arrays within the variable.
  private mutating func count(_ arrayCount: Int, at offset: Int) throws(MATFileError) {
    guard arrayCount <= remainingArrayCount else {
      throw MATFileError(
        .tooLarge, at: offset, "has too many cells and fields for a file of this size",
        remedy: "save it in parts")
    }
    remainingArrayCount -= arrayCount
  }

  /// Reads the array of a cell or field.
  ///
  /// An array without values that says what is not supported takes the place of such values.
  private mutating func nestedArray(
    at address: Int, _ place: String, _ depth: Int
  ) throws(MATFileError) -> MATArray {
    if let known = shared[address] {
      try count(known.arrayCount, at: address)
      return known.array
    }
    let before = remainingArrayCount
    var array: MATArray
    do throws(MATFileError) {
      array = try self.array(at: address, depth: depth + 1)
    } catch {
      guard error.kind == .unsupported else { throw error.inside(place) }
      array = MATArray(dimensions: [1, 1], .unsupported(.unknown, reason: error.problem))
    }
    shared[address] = (array, before - remainingArrayCount)
    return array
  }

  /// Reads the member of a group as a field or cell.
  private mutating func nestedArray(
    of link: HDF5Link, _ place: String, _ depth: Int
  ) throws(MATFileError) -> MATArray {
    guard case .object(let address) = link.target else {
      let reason = "is a link, which is not followed"
      return MATArray(dimensions: [1, 1], .unsupported(.unknown, reason: reason))
    }
    return try nestedArray(at: address, place, depth)
  }

  /// Reads the values of an outline.
  private mutating func array(
    _ outline: HDF5Outline, _ object: HDF5Object, _ depth: Int
  ) throws(MATFileError) -> MATArray {
    let dimensions = outline.dimensions
    switch outline.content {
    case .numbers(let values): return try numericArray(outline, values)
    case .characters(let values): return try characters(outline, values)
    case .text(let text): return MATArray(text)
    case .texts(let values): return try cells(outline, values)
    case .sparse(let parts):
      return MATArray(dimensions: dimensions, .sparse(try sparse(outline, parts)))
    case .range(let range):
      let (size, overflow) = range.count.multipliedReportingOverflow(by: 8)
      try charge(overflow ? .max : size, at: object.address)
      return MATArray(range.values, dimensions: dimensions)
    case .references(let values):
      let addresses = try references(values)
      var cells: [MATArray] = []
      for (index, address) in addresses.enumerated() {
        cells.append(try nestedArray(at: address, "{\(index + 1)}", depth))
      }
      return MATArray(dimensions: dimensions, .cell(cells))
    case .cells(let links):
      var cells: [MATArray] = []
      for (index, link) in links.enumerated() {
        cells.append(try nestedArray(of: link, "{\(index + 1)}", depth))
      }
      return MATArray(dimensions: dimensions, .cell(cells))
    case .fields(let links):
      var values: [MATArray] = []
      for link in links {
        values.append(try nestedArray(of: link, ".\(link.name)", depth))
      }
      return MATArray(
        dimensions: dimensions,
        .structure(MATStructure(fieldNames: links.map(\.name), values: values)))
    case .fieldsOfReferences(let fields):
      return try structureArray(outline, fields, object, depth)
    case .fieldsOfCells(let links): return try structureArray(outline, links, object, depth)
    case .empty(let fieldNames): return Self.empty(outline, fieldNames)
    case .unsupported(let reason, _):
      return MATArray(
        dimensions: dimensions, .unsupported(outline.arrayClass, reason: reason))
    }
  }

  /// An array of which a dimension is zero.
  private static func empty(_ outline: HDF5Outline, _ fieldNames: [String]) -> MATArray {
    let content: MATArray.Content =
      switch outline.arrayClass {
      case .logical: .logical([])
      case .char: .char([])
      case .cell: .cell([])
      case .struct: .structure(MATStructure(fieldNames: fieldNames, values: []))
      case let numericClass:
        .numeric(numericClass, real: StoredNumbers([Double]()), imaginary: nil)
      }
    return MATArray(dimensions: outline.dimensions, content)
  }

  /// Reads the offsets of the objects that a dataset refers to.
  private mutating func references(_ values: HDF5Object) throws(MATFileError) -> [Int] {
    guard case .reference? = values.datatype?.kind else {
      throw MATFileError(
        .corrupt, at: values.address, "the cells are not references to objects",
        remedy: MATFileError.saveAgain)
    }
    let numbers = StoredNumbers(try data(of: values), as: .uint64, .little)
    var addresses: [Int] = []
    addresses.reserveCapacity(numbers.count)
    for index in 0..<numbers.count {
      let address = numbers[index].exactInteger ?? .max
      let (offset, overflow) = address.addingReportingOverflow(file.base)
      guard !overflow else {
        throw MATFileError(
          .corrupt, at: values.address, "a cell refers to an address beyond 2⁶³",
          remedy: MATFileError.saveAgain)
      }
      addresses.append(offset)
    }
    return addresses
  }

  /// Reads a struct array from a dataset of references for each field.
  private mutating func structureArray(
    _ outline: HDF5Outline, _ fields: [(name: String, values: HDF5Object)],
    _ object: HDF5Object, _ depth: Int
  ) throws(MATFileError) -> MATArray {
    let count = outline.dimensions.reduce(1, *)
    var columns: [[Int]] = []
    for (_, values) in fields { columns.append(try references(values)) }
    guard columns.allSatisfy({ $0.count == count }) else {
      throw MATFileError(
        .corrupt, at: object.address, "the fields of a struct array have different sizes",
        remedy: MATFileError.saveAgain)
    }
    var arrays: [MATArray] = []
    for element in 0..<count {
      for (field, column) in zip(fields, columns) {
        let place = count == 1 ? ".\(field.name)" : "(\(element + 1)).\(field.name)"
        arrays.append(try nestedArray(at: column[element], place, depth))
      }
    }
    return MATArray(
      dimensions: outline.dimensions,
      .structure(MATStructure(fieldNames: fields.map(\.name), values: arrays)))
  }

  /// Reads a struct array from a cell array for each field.
  private mutating func structureArray(
    _ outline: HDF5Outline, _ links: [HDF5Link], _ object: HDF5Object, _ depth: Int
  ) throws(MATFileError) -> MATArray {
    let count = outline.dimensions.reduce(1, *)
    var columns: [[MATArray]] = []
    for link in links {
      let array = try nestedArray(of: link, ".\(link.name)", depth)
      guard let cells = array.cells, cells.count == count else {
        throw MATFileError(
          .corrupt, at: object.address, variable: ".\(link.name)",
          "is a field of \(count) elements, but has \(array.summary)",
          remedy: MATFileError.saveAgain)
      }
      columns.append(cells)
    }
    let values = (0..<count).flatMap { element in columns.map { $0[element] } }
    return MATArray(
      dimensions: outline.dimensions,
      .structure(MATStructure(fieldNames: links.map(\.name), values: values)))
  }
}
