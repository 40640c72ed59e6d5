/// A type of Octave's values, by which its own formats choose the layout of a value.
struct OctaveType: Sendable {
  /// The ways in which a value is stored.
  enum Layout: Sendable {
    /// One number.
    case scalar
    /// An array of numbers.
    case matrix
    /// The first number, the limit and the increment of a row of numbers.
    case range
    /// An array of characters.
    case text
    /// An array of values.
    case cell
    /// A value for each field.
    case scalarStructure
    /// A cell array for each field.
    case structureArray
    /// The nonzero elements of a matrix.
    case sparse
    /// The diagonal of a matrix.
    case diagonal
    /// The row of the one in each column of a matrix.
    case permutation
    /// The value of another type that an index stands for.
    case lazyIndex
    /// A function, with the variables that it has captured.
    case functionHandle
    /// An object of an old-style class: its fields.
    case object
    /// A layout that is not known.
    case unknown

    /// Whether the value has other values inside.
    var isContainer: Bool {
      switch self {
      case .cell, .scalarStructure, .structureArray, .lazyIndex, .functionHandle, .object: true
      default: false
      }
    }
  }

  /// How the value is stored.
  let layout: Layout
  /// The class, as Octave's `class` returns it.
  let arrayClass: MATClass
  /// Whether the numbers have imaginary parts.
  let isComplex: Bool

  private init(_ layout: Layout, _ arrayClass: MATClass, isComplex: Bool = false) {
    self.layout = layout
    self.arrayClass = arrayClass
    self.isComplex = isComplex
  }

  /// The type with one of Octave's names, as `typeinfo` returns them.
  init(named name: String) {
    self = Self.types[name] ?? OctaveType(.unknown, .unknown)
  }

  private static let types: [String: OctaveType] = {
    var types: [String: OctaveType] = [
      "null_matrix": OctaveType(.matrix, .double),
      "range": OctaveType(.range, .double),
      "double_range": OctaveType(.range, .double),
      "bool": OctaveType(.scalar, .logical),
      "bool matrix": OctaveType(.matrix, .logical),
      "string": OctaveType(.text, .char),
      "sq_string": OctaveType(.text, .char),
      "null_string": OctaveType(.text, .char),
      "null_sq_string": OctaveType(.text, .char),
      "cell": OctaveType(.cell, .cell),
      "scalar struct": OctaveType(.scalarStructure, .struct),
      "struct": OctaveType(.structureArray, .struct),
      "sparse matrix": OctaveType(.sparse, .double),
      "sparse complex matrix": OctaveType(.sparse, .double, isComplex: true),
      "sparse bool matrix": OctaveType(.sparse, .logical),
      "permutation matrix": OctaveType(.permutation, .double),
      "lazy_index": OctaveType(.lazyIndex, .double),
      "function handle": OctaveType(.functionHandle, .functionHandle),
      "class": OctaveType(.object, .object),
      "object": OctaveType(.unknown, .object),
    ]
    for (precision, arrayClass) in [("", MATClass.double), ("float ", .single)] {
      for (part, isComplex) in [("", false), ("complex ", true)] {
        let prefix = precision + part
        types[prefix + "scalar"] = OctaveType(.scalar, arrayClass, isComplex: isComplex)
        types[prefix + "matrix"] = OctaveType(.matrix, arrayClass, isComplex: isComplex)
        types[prefix + "diagonal matrix"] = OctaveType(.diagonal, arrayClass, isComplex: isComplex)
      }
    }
    for integer in [MATClass.int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64] {
      types["\(integer) scalar"] = OctaveType(.scalar, integer)
      types["\(integer) matrix"] = OctaveType(.matrix, integer)
    }
    return types
  }()
}
