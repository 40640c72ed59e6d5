public import StoredNumbers

extension MATArray {
  /// The real parts of a numeric array, as stored, or `nil` for any other class.
  public var numbers: StoredNumbers? {
    if case .numeric(_, let real, _) = content { real } else { nil }
  }

  /// The values of a real numeric or logical array as `Double`, in column-major order.
  ///
  /// - Throws: ``MATFileError`` of kind `wrongClass` for a complex or sparse array, text, a cell
  ///   array or a struct array.
  /// - Complexity: One pass over the stored values.
  public var doubles: [Double] {
    get throws(MATFileError) {
      switch content {
      case .numeric(_, let real, nil): return real.doubles
      case .logical(let values): return values.map { $0 ? 1 : 0 }
      default:
        throw MATFileError(
          .wrongClass, "is \(summary), but a real, full array of numbers is needed")
      }
    }
  }

  /// The text of one row of characters, or `nil` for any other array.
  public var string: String? {
    guard case .char(let units) = content, rows == 1 || units.isEmpty else { return nil }
    return String(decoding: units, as: UTF16.self)
  }

  /// The rows of a character matrix, including their padding, or `nil` for any other array.
  ///
  /// A matrix without columns has no rows of text, because a small file may claim any number of
  /// them.
  public var strings: [String]? {
    guard case .char(let units) = content, dimensions.count == 2 else { return nil }
    return (0..<(units.isEmpty ? 0 : rows)).map { row in
      let unitsOfRow = stride(from: row, to: units.count, by: rows).map { units[$0] }
      return String(decoding: unitsOfRow, as: UTF16.self)
    }
  }

  /// The arrays of a cell array, or `nil` for any other array.
  public var cells: [MATArray]? {
    if case .cell(let arrays) = content { arrays } else { nil }
  }

  /// The fields of a struct array, or `nil` for any other array.
  public var structure: MATStructure? {
    if case .structure(let structure) = content { structure } else { nil }
  }

  /// A summary of the array: `5000×400 double`, `3×3 sparse complex double`.
  public var summary: String {
    let size = dimensions.map(String.init).joined(separator: "×")
    var isSparse = false
    if case .sparse = content { isSparse = true }
    return size + (isSparse ? " sparse" : "") + (isComplex ? " complex" : "")
      + " \(arrayClass.rawValue)"
  }
}

extension MATArray: CustomStringConvertible {
  /// The ``summary``, as in "5000×400 double".
  public var description: String { summary }
}

extension MATVariable: CustomStringConvertible {
  /// The name, the size and the class, as in "X: 5000×400 double"; or the error if it can't be
  /// read.
  public var description: String {
    if let fault { return "\(fault)" }
    let size = dimensions.map(String.init).joined(separator: "×")
    return "\(name): \(size)" + (isSparse ? " sparse" : "") + (isComplex ? " complex" : "")
      + " \(arrayClass.rawValue)"
  }
}

extension MATFile: CustomStringConvertible {
  /// The format and the variables, in one line.
  public var description: String {
    "\(format.rawValue), " + (variables.isEmpty ? "no variables" : "")
      + variables.map(\.description).joined(separator: "; ")
  }
}
