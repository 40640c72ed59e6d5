internal import StoredNumbers

/// The conventions of Octave's `save -hdf5`: each value is a group of a `type` and a `value`, with
/// dimensions in reverse order, except those of an empty array.
extension HDF5Reader {
  /// Outlines a group of Octave.
  mutating func octaveOutline(of object: HDF5Object) throws(MATFileError) -> HDF5Outline {
    let (name, value) = try typeAndValue(of: object)
    guard let arrayClass = Self.arrayClass(octaveType: name) else {
      return name == "function handle"
        ? .unsupported(.functionHandle, "is a function handle, which only Octave can use")
        : .unsupported(.opaque, "is a value of Octave's type '\(name)', which is not supported")
    }
    var outline = HDF5Outline(
      arrayClass: arrayClass, dimensions: [1, 1], content: .empty(fieldNames: []))
    outline.isGlobal = integer(of: "OCTAVE_GLOBAL", object) ?? 0 != 0
    if integer(of: "OCTAVE_EMPTY_MATRIX", object) ?? 0 != 0 {
      let dimensions = try integers(of: value, atMost: Self.maximumRank)
      outline.dimensions = try emptyDimensions(dimensions, of: value)
    } else if name.hasPrefix("sparse ") {
      try outlineSparse(value, &outline)
    } else if name.hasSuffix("range") {
      try outlineRange(value, &outline)
    } else {
      switch arrayClass {
      case .cell: try outlineCells(value, &outline)
      case .struct where name == "scalar struct":
        outline.content = .fields(try members(of: value))
      case .struct: try outlineStructureArray(value, &outline)
      default:
        let (type, space, _) = try values(of: value)
        outline.dimensions = try checked(reversed(space), of: value)
        outline.content = arrayClass == .char ? .characters(value) : .numbers(value)
        outline.isComplex = type.complexParts != nil
        outline.storage = type.storage
      }
    }
    return outline
  }

  /// The name of the type of a value, and the object with the value.
  private mutating func typeAndValue(
    of object: HDF5Object
  ) throws(MATFileError) -> (name: String, value: HDF5Object) {
    let parts = try parts(of: object, ["type", "value"])
    guard let type = parts["type"], let value = parts["value"], let datatype = type.datatype,
      let name = try texts(try data(of: type), datatype, at: type.address)?.first
    else {
      throw MATFileError(
        .corrupt, at: object.address, "a variable of Octave has no type or no value",
        remedy: MATFileError.saveAgain)
    }
    return (name, value)
  }

  /// The class of Octave's types, or `nil` if a type is not supported.
  private static func arrayClass(octaveType name: String) -> MATClass? {
    let words = name.split(separator: " ").map(String.init)
    if words.last == "struct" { return .struct }
    switch words.first ?? "" {
    case "matrix", "scalar", "complex": return words.count <= 2 ? .double : nil
    case "range", "double_range": return .double
    case "float": return .single
    case "bool": return .logical
    case "string", "sq_string": return .char
    case "cell": return .cell
    case "sparse": return words.contains("bool") ? .logical : .double
    case let first:
      let numericClass = MATClass(rawValue: first)
      return numericClass?.isNumeric == true ? numericClass : nil
    }
  }

  /// The members of a group with the given names.
  private func parts(
    of group: HDF5Object, _ names: [String]
  ) throws(MATFileError) -> [String: HDF5Object] {
    var parts: [String: HDF5Object] = [:]
    for link in try members(of: group) where names.contains(link.name) {
      parts[link.name] = try HDF5Object(file, at: try address(of: link))
    }
    return parts
  }

  /// Outlines a sparse matrix.
  private mutating func outlineSparse(
    _ value: HDF5Object, _ outline: inout HDF5Outline
  ) throws(MATFileError) {
    let parts = try parts(of: value, ["nr", "nc", "cidx", "ridx", "data"])
    guard let rows = parts["nr"], let columns = parts["nc"], let starts = parts["cidx"] else {
      throw MATFileError(
        .corrupt, at: value.address, "a sparse matrix lacks one of its parts",
        remedy: MATFileError.saveAgain)
    }
    outline.dimensions = try checked(
      try integers(of: rows, atMost: 1) + integers(of: columns, atMost: 1), of: value)
    outline.content = .sparse(
      .init(starts: starts, rowIndices: parts["ridx"], values: parts["data"]))
    outline.isComplex = parts["data"]?.datatype?.complexParts != nil
    outline.isSparse = true
  }

  /// Outlines a range, which is stored as its base, its limit and its increment.
  private mutating func outlineRange(
    _ value: HDF5Object, _ outline: inout HDF5Outline
  ) throws(MATFileError) {
    let bytes = try data(of: value)
    var numbers: [String: Double] = [:]
    if case .compound(let members)? = value.datatype?.kind, !bytes.isEmpty {
      for member in members {
        let part = bytes.dropFirst(member.offset).prefix(member.type.byteCount)
        numbers[member.name] = self.numbers(part, member.type)?[0].double
      }
    }
    guard let base = numbers["base"], let limit = numbers["limit"],
      let increment = numbers["increment"], let count = integer(of: "OCTAVE_RANGE_NELEM", value)
    else {
      throw MATFileError(
        .corrupt, at: value.address, "a range lacks one of its parts",
        remedy: MATFileError.saveAgain)
    }
    outline.dimensions = try checked([1, count], of: value)
    outline.content = .range(
      OctaveRange(base: base, limit: limit, increment: increment, count: count))
  }

  /// Outlines a cell array: a group with the dimensions and a member for each cell.
  private mutating func outlineCells(
    _ value: HDF5Object, _ outline: inout HDF5Outline
  ) throws(MATFileError) {
    // The names of the cells are _0, _1, …, or _00, _01, … if there are more than ten.
    var links: [Int: HDF5Link] = [:]
    var dimensions: HDF5Link?
    for link in try members(of: value) {
      if let index = Int(link.name.dropFirst()) { links[index] = link }
      if link.name == "dims" { dimensions = link }
    }
    guard let dimensions else {
      throw MATFileError(
        .corrupt, at: value.address, "a cell array has no dimensions",
        remedy: MATFileError.saveAgain)
    }
    let object = try HDF5Object(file, at: try address(of: dimensions))
    outline.dimensions = try checked(
      try integers(of: object, atMost: Self.maximumRank).reversed(), of: value)
    let count = outline.dimensions.reduce(1, *)
    let cells = (0..<min(count, links.count)).compactMap { links[$0] }
    guard cells.count == count else {
      throw MATFileError(
        .corrupt, at: value.address, "a cell array has \(cells.count) of \(count) cells",
        remedy: MATFileError.saveAgain)
    }
    outline.content = .cells(cells)
  }

  /// Outlines a struct array: a group with a cell array for each field.
  private mutating func outlineStructureArray(
    _ value: HDF5Object, _ outline: inout HDF5Outline
  ) throws(MATFileError) {
    let links = try members(of: value)
    outline.content = .fields([])
    guard let first = links.first else { return }
    let field = try typeAndValue(of: try HDF5Object(file, at: try address(of: first)))
    guard field.name == "cell" else {
      throw MATFileError(
        .corrupt, at: value.address, "a field of a struct array is no cell array",
        remedy: MATFileError.saveAgain)
    }
    if field.value.isGroup {
      try outlineCells(field.value, &outline)
    } else {
      let dimensions = try integers(of: field.value, atMost: Self.maximumRank)
      outline.dimensions = try emptyDimensions(dimensions, of: field.value)
    }
    outline.content = .fieldsOfCells(links)
  }
}
