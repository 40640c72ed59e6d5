internal import MATFile
internal import Machine
internal import StoredNumbers

extension MAT {
  /// Lists the arrays of a MAT-file, an HDF5 file or a file of Octave.
  ///
  /// The fields of a struct are `data.X`, the elements of a struct array `runs(2).X`, those of a cell
  /// array `cells{2}`. A cell array of texts is an array of text, and so is a matrix of characters,
  /// with a text per row.
  ///
  /// - Throws: ``DatasetError`` if the file is not of these formats or is truncated.
  /// - Complexity: The values of structs and cells are read, because only they have the names of
  ///   what they contain; those of other variables are read when they are needed.
  static func tree(_ bytes: [UInt8]) throws(DatasetError) -> DataTree {
    let file = try open(bytes)
    var places: [String: Int] = [:]
    // Of variables with the same name, `load` in MATLAB keeps the last.
    for (place, variable) in file.variables.enumerated() { places[variable.name] = place }
    var variables: [DataVariable] = []
    for (place, variable) in file.variables.enumerated() where places[variable.name] == place {
      let name = variable.name.isEmpty ? "(a name that can't be read)" : variable.name
      switch variable.arrayClass {
      case _ where variable.fault != nil: variables.append(unreadable(variable, named: name))
      case .cell, .struct:
        do {
          let array = try fromMATFile { () throws(MATFileError) in try file.array(of: variable) }
          var contents: [DataVariable] = []
          try array.list(at: name, in: &contents)
          variables += contents
        } catch {
          variables.append(DataVariable(name, dimensions: variable.dimensions, error))
        }
      default: variables.append(lazy(variable, in: file))
      }
    }
    return try DataTree(file.followsNumPy ? .numpy : .matlab, variables)
  }

  /// A variable that can't be read, for a known reason.
  private static func unreadable(_ variable: MATVariable, named name: String) -> DataVariable {
    var error = DatasetError(variable.fault!)
    error.remedy = variable.arrayClass.remedy(for: name) ?? error.remedy
    return DataVariable(name, dimensions: variable.dimensions, error)
  }

  /// A variable of numbers or text, which is not read yet.
  private static func lazy(_ variable: MATVariable, in file: MATFile) -> DataVariable {
    let name = variable.name
    let dimensions = variable.dimensions
    if variable.isComplex { return DataVariable(name, dimensions: dimensions, .complex(name)) }
    let kind: DataVariable.Kind =
      variable.arrayClass == .char ? .text : variable.isSparse ? .sparse : .numbers
    let size = kind == .text ? [textCount(dimensions)] : dimensions
    return DataVariable(path: name, dimensions: size, kind: kind) { () throws(DatasetError) in
      if kind == .numbers,
        let (numbers, _) = try fromMATFile({ () throws(MATFileError) in
          try file.rowMajorNumbers(of: variable)
        })
      {
        return .numbers(
          StoredArray(
            numbers, dimensions: dimensions, storageOrder: .rowMajor,
            elementType: variable.arrayClass.elementType))
      }
      let array = try fromMATFile { () throws(MATFileError) in try file.array(of: variable) }
      return try array.value(named: name)
    }
  }
}

/// The number of texts in a matrix of characters: its rows, or one empty text if it has no columns.
private func textCount(_ dimensions: [Int]) -> Int {
  dimensions.contains(0) ? 1 : dimensions[0]
}

extension MATArray {
  /// The maximum number of arrays in a struct or cell array, which can be named one by one.
  private static let maximumContentCount = 1 << 16

  /// Lists the arrays in this one, which has been read.
  fileprivate func list(
    at path: String, in variables: inout [DataVariable]
  ) throws(DatasetError) {
    guard variables.count < Self.maximumContentCount else {
      throw DatasetError(
        .unsupported, at: path,
        "structs and cells with more than \(Self.maximumContentCount) arrays are not read",
        remedy: "save the numbers in one array, as cat(1, c{:}) does for a cell array c")
    }
    switch content {
    case .structure(let structure):
      let names = structure.fieldNames
      if structure.count == 0 {
        variables.append(DataVariable(path, dimensions: dimensions, .empty(path)))
      }
      for (place, value) in structure.values.enumerated() {
        let (element, field) = place.quotientAndRemainder(dividingBy: names.count)
        let index = structure.count == 1 ? "" : "(\(element + 1))"
        try value.list(at: "\(path)\(index).\(names[field])", in: &variables)
      }
    case .cell(let arrays):
      let texts = arrays.compactMap(\.singleText)
      if texts.count == arrays.count {
        variables.append(DataVariable(path, texts))
        return
      }
      for (place, array) in arrays.enumerated() {
        try array.list(at: "\(path){\(place + 1)}", in: &variables)
      }
    case .unsupported(let arrayClass, let reason):
      let error = DatasetError(
        .unsupported, at: "variable '\(path)'", reason, remedy: arrayClass.remedy(for: path))
      variables.append(DataVariable(path, dimensions: dimensions, error))
    case _ where isComplex:
      variables.append(DataVariable(path, dimensions: dimensions, .complex(path)))
    case .char: variables.append(variable(path, [textCount(dimensions)], .text))
    case .sparse: variables.append(variable(path, dimensions, .sparse))
    case .numeric, .logical: variables.append(variable(path, dimensions, .numbers))
    }
  }

  /// A variable with the values of this array.
  private func variable(
    _ path: String, _ dimensions: [Int], _ kind: DataVariable.Kind
  ) -> DataVariable {
    DataVariable(path: path, dimensions: dimensions, kind: kind) { () throws(DatasetError) in
      try value(named: path)
    }
  }

  /// The text of a row of characters, or of a cell with one.
  private var singleText: String? {
    if case .cell(let arrays) = content, arrays.count == 1 { return arrays[0].singleText }
    return string
  }

  /// The values of real numbers or of text.
  fileprivate func value(named name: String) throws(DatasetError) -> DataValue {
    switch content {
    case .numeric(let arrayClass, let numbers, _):
      return .numbers(
        StoredArray(
          numbers, dimensions: dimensions, storageOrder: .columnMajor,
          elementType: arrayClass.elementType))
    case .logical(let values):
      return .numbers(
        StoredArray(
          StoredNumbers(values.map { $0 ? 1 : 0 }[...], as: .bool, .native),
          dimensions: dimensions, storageOrder: .columnMajor))
    case .sparse(let sparse):
      return .sparse(
        try .make(
          (rows, columns), rowIndices: sparse.rows, columnIndices: sparse.columns,
          values: sparse.values.doubles, named: name))
    case .char(let units):
      if units.isEmpty { return .texts([""]) }
      if let strings { return .texts(strings.map(\.withoutTrailingBlanks)) }
    default: break
    }
    throw DatasetError(.unsupported, at: name, "the variable is \(summary), and is not read")
  }
}

extension MATClass {
  /// The type of the elements of an array of this class.
  fileprivate var elementType: ElementType? {
    switch self {
    case .single: .float32
    case .double: .float64
    case .logical: .bool
    default: ElementType(rawValue: rawValue)
    }
  }

  /// How to save what a class has in a form that can be read; `nil` if unknown.
  fileprivate func remedy(for path: String) -> String? {
    switch self {
    case .opaque, .object:
      "in MATLAB, save cellstr(\(path)) for strings and categories, and table2array(\(path)) for "
        + "a table"
    case .functionHandle: "save the values that the function returns"
    default: nil
    }
  }
}

extension DatasetError {
  fileprivate static func complex(_ path: String) -> DatasetError {
    DatasetError(
      .unsupported, at: path, "the numbers are complex",
      remedy: "save real(\(path)), or abs(\(path))")
  }

  fileprivate static func empty(_ path: String) -> DatasetError {
    DatasetError(.missing, at: path, "the struct has no fields, or no elements")
  }
}

extension String {
  /// The text without the blanks that pad it to the length of others.
  fileprivate var withoutTrailingBlanks: String {
    let blanks: [Unicode.Scalar] = [" ", "\t", "\0"]
    var scalars = unicodeScalars[...]
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
