/// The conventions of MATLAB's version 7.3, which nobody has described; those of its files since
/// 2006 have not changed.
///
/// The attribute `MATLAB_class` has the class of an object. Dimensions are in reverse order, so that
/// elements in row-major order are in column-major order for MATLAB.
extension HDF5Reader {
  /// The maximum number of dimensions of an array in MATLAB's files.
  static let maximumRank = 32

  /// Outlines an object with a `MATLAB_class`.
  mutating func matlabOutline(
    of object: HDF5Object, _ className: String
  ) throws(MATFileError) -> HDF5Outline {
    var outline = HDF5Outline(
      arrayClass: MATClass(rawValue: className) ?? .opaque, dimensions: [1, 1],
      content: .empty(fieldNames: []))
    if className == "canonical empty" { outline.arrayClass = .double }
    switch outline.arrayClass {
    case .functionHandle:
      outline = .unsupported(.functionHandle, "is a function handle, which only MATLAB can use")
    case .opaque, .object, .unknown:
      outline = .unsupported(
        .opaque, "is an object of class '\(className)', which only MATLAB can read")
    case _ where object.isGroup && object.attributes["MATLAB_sparse"] != nil:
      outline = try sparseOutline(of: object, isLogical: outline.arrayClass == .logical)
    case .struct where object.isGroup:
      try outlineStructure(object, &outline)
    case _ where object.isGroup:
      throw MATFileError(
        .corrupt, at: object.address, "is a group, but has the class \(className)",
        remedy: MATFileError.saveAgain)
    case _ where integer(of: "MATLAB_empty", object) ?? 0 != 0:
      let dimensions = try integers(of: object, atMost: Self.maximumRank)
      outline.dimensions = try emptyDimensions(dimensions, of: object)
      outline.content = .empty(fieldNames: try fieldNames(of: object))
    default:
      let (type, space, _) = try values(of: object)
      outline.dimensions = try checked(reversed(space), of: object)
      switch outline.arrayClass {
      case .cell: outline.content = .references(object)
      case .char: outline.content = .characters(object)
      default:
        outline.content = .numbers(object)
        outline.isComplex = type.complexParts != nil
      }
      outline.storage = type.storage
    }
    outline.isGlobal = integer(of: "MATLAB_global", object) ?? 0 != 0
    return outline
  }

  /// The dimensions of a dataset in MATLAB's order; a single row of them is a column.
  func reversed(_ space: HDF5Dataspace) -> [Int] {
    space.isNull ? [0, 0] : space.dimensions.reversed()
  }

  /// Checks dimensions of which one must be zero.
  func emptyDimensions(
    _ dimensions: [Int], of object: HDF5Object
  ) throws(MATFileError) -> [Int] {
    let dimensions = try checked(dimensions, of: object)
    guard dimensions.contains(0) else {
      throw MATFileError(
        .corrupt, at: object.address, "is empty, but has the dimensions \(dimensions)",
        remedy: MATFileError.saveAgain)
    }
    return dimensions
  }

  /// Outlines a struct, whose fields are members of a group, or a struct array, whose fields are
  /// datasets of references without a class of their own.
  private mutating func outlineStructure(
    _ object: HDF5Object, _ outline: inout HDF5Outline
  ) throws(MATFileError) {
    let names = try fieldNames(of: object)
    let places = Dictionary(
      zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    let links = try members(of: object).enumerated().sorted {
      (places[$0.element.name] ?? .max, $0.offset) < (places[$1.element.name] ?? .max, $1.offset)
    }.map(\.element)
    outline.content = .fields(links)
    var fields: [(name: String, values: HDF5Object)] = []
    for link in links {
      let field = try HDF5Object(file, at: try address(of: link))
      guard case .reference? = field.datatype?.kind, field.attributes["MATLAB_class"] == nil else {
        return
      }
      fields.append((link.name, field))
    }
    guard let first = fields.first?.values.dataspace else { return }
    guard fields.allSatisfy({ $0.values.dataspace?.dimensions == first.dimensions }) else {
      throw MATFileError(
        .corrupt, at: object.address, "the fields of a struct array have different dimensions",
        remedy: MATFileError.saveAgain)
    }
    outline.dimensions = try checked(reversed(first), of: object)
    outline.content = .fieldsOfReferences(fields)
  }

  /// The names in the attribute `MATLAB_fields`, in their order; empty if there is none.
  private mutating func fieldNames(of object: HDF5Object) throws(MATFileError) -> [String] {
    guard let attribute = object.attributes["MATLAB_fields"] else { return [] }
    let body = file.bytes[attribute.body]
    let offset = attribute.body.lowerBound
    return try texts(body, attribute.datatype, at: offset) ?? []
  }

  /// Outlines a sparse matrix: a group of its parts, with the number of rows in an attribute.
  private mutating func sparseOutline(
    of object: HDF5Object, isLogical: Bool
  ) throws(MATFileError) -> HDF5Outline {
    let rows = integer(of: "MATLAB_sparse", object)
    var parts: [String: HDF5Object] = [:]
    for link in try members(of: object) {
      parts[link.name] = try HDF5Object(file, at: try address(of: link))
    }
    guard let rows, let starts = parts["jc"], let columns = starts.dataspace?.count, columns > 0
    else {
      throw MATFileError(
        .corrupt, at: object.address, "a sparse matrix has no column starts or number of rows",
        remedy: MATFileError.saveAgain)
    }
    return HDF5Outline(
      arrayClass: isLogical ? .logical : .double,
      dimensions: try checked([rows, columns - 1], of: object),
      content: .sparse(.init(starts: starts, rowIndices: parts["ir"], values: parts["data"])),
      isComplex: parts["data"]?.datatype?.complexParts != nil, isSparse: true)
  }
}
