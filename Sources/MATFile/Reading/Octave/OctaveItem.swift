/// A value in a file of one of Octave's own formats: what it is and where it is, without its
/// numbers.
struct OctaveItem: Sendable {
  /// The name of the variable or field; `<cell-element>` in a cell.
  var name: String
  /// The name of the type.
  var typeName: String
  /// The type.
  var type: OctaveType
  /// Whether the variable was global when it was saved.
  var isGlobal: Bool
  /// The dimensions, whose product does not overflow.
  var dimensions = [1, 1]
  /// The location of the numbers.
  var body = 0..<0
  /// The line on which the numbers begin; `nil` in the binary format.
  var line: Int?
  /// The type of the numbers in the binary format.
  var storage: MATStorage?
  /// The number of stored elements of a sparse matrix.
  var storedCount = 0
  /// Whether the numbers of a matrix are in row-major order.
  var isRowMajor = false
  /// The location of each row of text; `nil` if the characters are in the body.
  var textRows: [Range<Int>]?
  /// The first number, the limit and the increment of a range.
  var range: OctaveRange?
  /// The values of the cells, or of the fields.
  var children: [OctaveItem] = []
  /// The class of an object.
  var className = ""

  /// Starts the description of a value.
  init(name: String, typeName: String, isGlobal: Bool) {
    self.name = name
    self.typeName = typeName
    self.isGlobal = isGlobal
    type = OctaveType(named: typeName)
  }

  /// The number of elements.
  var count: Int { dimensions.reduce(1, *) }

  /// The number of numbers in the body, where a complex number is one.
  var valueCount: Int {
    switch type.layout {
    case .scalar: 1
    case .matrix: count
    case .range: 3
    case .sparse: storedCount
    case .diagonal, .permutation: dimensions.min() ?? 0
    default: 0
    }
  }

  /// Why the fields do not make a struct array of these dimensions, or `nil` if they do.
  var fieldProblem: String? {
    let mismatched = children.first { field in
      let isArray = type.layout == .structureArray && field.type.layout == .cell
      return (isArray ? field.children.count : 1) != count
    }
    return mismatched.map { "the field '\($0.name)' does not have \(count) values" }
  }

  /// Why the value is not supported, or `nil` if it is.
  var reason: String? {
    switch type.layout {
    case .functionHandle: "is a function handle, which only Octave can use"
    case .object: "is an object of class '\(className)', which only Octave can use"
    case .unknown: "has the type '\(typeName)', which is not supported"
    default: nil
    }
  }

  /// The error for a value that is not supported, or `nil` if it is.
  var fault: MATFileError? {
    reason.map { reason in
      MATFileError(
        .unsupported, at: body.lowerBound, line: line, variable: name, reason,
        remedy: "save its values as numbers, text, cells or structs")
    }
  }

  /// The description of the variable.
  func variable(at place: MATVariable.Place) -> MATVariable {
    MATVariable(
      name: name, arrayClass: type.arrayClass, dimensions: dimensions, isComplex: type.isComplex,
      isLogical: type.arrayClass == .logical, isSparse: type.layout == .sparse,
      isGlobal: isGlobal, storage: storage, fault: fault, place: place)
  }
}
