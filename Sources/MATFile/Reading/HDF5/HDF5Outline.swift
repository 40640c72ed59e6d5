internal import StoredNumbers

/// What an object is in MATLAB's terms, before its values are read.
struct HDF5Outline {
  var arrayClass: MATClass
  var dimensions: [Int]
  var content: Content
  var isComplex = false
  var isSparse = false
  var isGlobal = false
  var storage: MATStorage?
  /// Whether the elements are in row-major order for these dimensions, as NumPy writes them.
  var isRowMajor = false

  /// Where the values are.
  enum Content {
    /// Numbers, or truth values for the class `logical`, in a dataset.
    case numbers(HDF5Object)
    /// Codes of characters in a dataset.
    case characters(HDF5Object)
    /// One text.
    case text(String)
    /// A dataset of texts, which become cells.
    case texts(HDF5Object)
    /// A sparse matrix in compressed sparse column format.
    case sparse(Sparse)
    /// Numbers with the same distance from each to the next, up to a limit.
    case range(OctaveRange)
    /// A dataset with a reference for each cell.
    case references(HDF5Object)
    /// An object for each cell.
    case cells([HDF5Link])
    /// An object for each field.
    case fields([HDF5Link])
    /// A dataset for each field, with a reference for each element of the struct array.
    case fieldsOfReferences([(name: String, values: HDF5Object)])
    /// A cell array for each field, with a cell for each element of the struct array.
    case fieldsOfCells([HDF5Link])
    /// No values, because a dimension is zero; the names of the fields of a struct array.
    case empty(fieldNames: [String])
    /// Values that are recognized but not supported, and what to do about it.
    case unsupported(reason: String, remedy: String)
  }

  /// The parts of a sparse matrix; the values and their rows are missing if all elements are zero.
  struct Sparse {
    let starts: HDF5Object
    let rowIndices: HDF5Object?
    let values: HDF5Object?
  }

  /// An outline of values that are not supported.
  static func unsupported(
    _ arrayClass: MATClass, _ reason: String,
    remedy: String = "save its values as numbers, text, cells or structs"
  ) -> HDF5Outline {
    HDF5Outline(
      arrayClass: arrayClass, dimensions: [1, 1],
      content: .unsupported(reason: reason, remedy: remedy))
  }
}

extension HDF5Reader {
  /// Outlines an object by the conventions of the program that wrote it.
  mutating func outline(of object: HDF5Object) throws(MATFileError) -> HDF5Outline {
    if object.isGroup && object.attributes["OCTAVE_NEW_FORMAT"] != nil {
      return try octaveOutline(of: object)
    }
    if let className = try text(of: "MATLAB_class", object) {
      return try matlabOutline(of: object, className)
    }
    guard object.isGroup else { return try plainOutline(of: object) }
    return HDF5Outline(
      arrayClass: .struct, dimensions: [1, 1], content: .fields(try members(of: object)))
  }

  /// Describes a member of the root group.
  mutating func describe(_ link: HDF5Link) -> MATVariable {
    var outline = HDF5Outline.unsupported(.unknown, "")
    var fault: MATFileError?
    var address = file.root
    do throws(MATFileError) {
      address = try self.address(of: link)
      outline = try self.outline(of: try HDF5Object(file, at: address))
      if case .unsupported(let reason, let remedy) = outline.content {
        fault = MATFileError(.unsupported, at: address, reason, remedy: remedy)
      }
    } catch {
      outline.dimensions = []
      fault = error
    }
    fault?.variable = link.name
    return MATVariable(
      name: link.name, arrayClass: outline.arrayClass, dimensions: outline.dimensions,
      isComplex: outline.isComplex, isLogical: outline.arrayClass == .logical,
      isSparse: outline.isSparse, isGlobal: outline.isGlobal, storage: outline.storage,
      fault: fault, place: .hdf5(address))
  }

  /// The object that a link leads to.
  func address(of link: HDF5Link) throws(MATFileError) -> Int {
    switch link.target {
    case .object(let address): return address
    case .path(let kind):
      throw MATFileError(
        .unsupported, "is \(kind), which is not followed",
        remedy: "save the values themselves under this name")
    }
  }

  /// The members of a group.
  func members(of group: HDF5Object) throws(MATFileError) -> [HDF5Link] {
    let (links, damage) = file.members(of: group)
    if let damage { throw damage }
    return links
  }

  /// Reads one text attribute; `nil` if there is none.
  mutating func text(
    of name: String, _ object: HDF5Object
  ) throws(MATFileError) -> String? {
    guard let attribute = object.attributes[name], attribute.dataspace.count == 1 else {
      return nil
    }
    return try texts(
      file.bytes[attribute.body], attribute.datatype, at: attribute.body.lowerBound)?.first
  }

  /// Reads the first number of an attribute; `nil` if there is none.
  func integer(of name: String, _ object: HDF5Object) -> Int? {
    guard let attribute = object.attributes[name], attribute.dataspace.count > 0 else {
      return nil
    }
    let first = file.bytes[attribute.body].prefix(attribute.datatype.byteCount)
    return numbers(first, attribute.datatype)?.exactIntegers?.first
  }

  /// Reads a small dataset of whole numbers, such as the dimensions of an array.
  mutating func integers(
    of object: HDF5Object, atMost limit: Int
  ) throws(MATFileError) -> [Int] {
    let (type, space, _) = try values(of: object)
    guard space.count <= limit, let integers = numbers(try data(of: object), type)?.exactIntegers
    else {
      throw MATFileError(
        .corrupt, at: object.address, "has no list of at most \(limit) whole numbers",
        remedy: MATFileError.saveAgain)
    }
    return integers
  }

  /// Checks dimensions and adds those that a matrix needs.
  func checked(_ dimensions: [Int], of object: HDF5Object) throws(MATFileError) -> [Int] {
    let dimensions = dimensions + [1, 1].dropFirst(min(dimensions.count, 2))
    guard dimensions.allSatisfy({ $0 >= 0 }), ElementReader.checkedProduct(dimensions) != nil
    else {
      throw MATFileError(
        .corrupt, at: object.address, "the dimensions are \(dimensions)",
        remedy: MATFileError.saveAgain)
    }
    return dimensions
  }
}
