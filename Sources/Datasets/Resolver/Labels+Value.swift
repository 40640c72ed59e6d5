internal import StoredNumbers

extension Labels {
  /// Reads the labels in a variable.
  ///
  /// A vector has one label for each example. A matrix has a row or a column for each class: 1 for
  /// the class of an example, and 0 or −1 for the others. The classes are counted as in the program
  /// that wrote the file.
  ///
  /// - Throws: ``DatasetError`` for numbers that are not whole, and for other matrices.
  init(
    _ value: DataValue, of variable: DataVariable, exampleCount: Int,
    convention: DataTree.Convention
  ) throws(DatasetError) {
    let array: StoredArray
    switch value {
    case .texts(let texts):
      self = .texts(texts)
      return
    case .numbers(let numbers): array = numbers
    case .sparse(let matrix):
      try SparseSize.check(
        exampleCount: matrix.rows, featureCount: matrix.columns, at: variable.description)
      array = matrix.dense()
    }
    guard array.dimensions.filter({ $0 != 1 }).count > 1 else {
      self = .numbers(
        try array.wholeNumbers(named: variable.path, notation: convention.notation))
      return
    }
    let values = array.storedValues()
    let (rows, columns) = (array.rows, array.columns)
    let byRow = { (row: Int) in (0..<columns).map { values[row * columns + $0] } }
    let byColumn = { (column: Int) in (0..<rows).map { values[$0 * columns + column] } }
    let layouts = [(rows, byRow), (columns, byColumn)].filter { $0.0 == exampleCount }
    for (count, scores) in layouts {
      let classes = (0..<count).map { Self.class(ofOneHot: scores($0)) }
      if classes.allSatisfy({ $0 != nil }) {
        self = .numbers(classes.map { $0! + convention.firstIndex })
        return
      }
    }
    // QMNIST's labels have the class in the first of eight columns.
    if columns == 8, rows == exampleCount, VariableName(variable.path).stem.contains("qmnist") {
      self = .numbers(
        try Labels.wholeNumbers((0..<rows).map { values[$0 * columns] }) {
          convention.notation.place(in: variable.path, $0, 0)
        })
      return
    }
    throw DatasetError(
      .sizeMismatch, at: variable.description,
      layouts.isEmpty
        ? "labels must be a vector, or a matrix with a row or a column for each class"
        : "labels in a matrix must be 1 for the class of each example, and 0 or -1 for the others",
      remedy: "choose the variable with one label per example, or a column, as in "
        + "--labels '\(variable.path)(:,1)'")
  }

  /// Reads the labels in columns of a matrix: one column, or one for each class.
  init(
    _ columns: Range<Int>, of variable: DataVariable, convention: DataTree.Convention
  ) throws(DatasetError) {
    guard case .numbers(let array) = try variable.value() else {
      throw DatasetError(.unsupported, at: variable.description, "is not a matrix of numbers")
    }
    let values = array.storedValues()
    let width = array.columns
    guard columns.count > 1 else {
      self = .numbers(
        try Labels.wholeNumbers((0..<array.rows).map { values[$0 * width + columns.lowerBound] }) {
          convention.notation.place(in: variable.path, $0, columns.lowerBound)
        })
      return
    }
    var classes: [Int] = []
    for row in 0..<array.rows {
      guard let index = Self.class(ofOneHot: columns.map { values[row * width + $0] }) else {
        throw DatasetError(
          .invalidValue, at: convention.notation.place(in: variable.path, row, columns.lowerBound),
          "the columns of the labels must have 1 for the class of the example, and 0 or -1 for the "
            + "others")
      }
      classes.append(index + convention.firstIndex)
    }
    self = .numbers(classes)
  }

  /// The place of the only 1 among zeros or −1; `nil` for other numbers.
  private static func `class`(ofOneHot scores: [Double]) -> Int? {
    let low = scores.first { $0 != 1 } ?? 0
    guard low == 0 || low == -1, scores.count(where: { $0 == 1 }) == 1,
      scores.allSatisfy({ $0 == 1 || $0 == low })
    else { return nil }
    return scores.firstIndex(of: 1)
  }
}

extension SparseArray {
  /// The full matrix, for labels.
  fileprivate func dense() -> StoredArray {
    var elements = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for place in starts[row]..<starts[row + 1] {
        elements[row * columns + Int(indices[place])] = values[place]
      }
    }
    return StoredArray(
      StoredNumbers(elements), dimensions: [rows, columns], storageOrder: .rowMajor)
  }
}
