internal import LinearAlgebra
internal import StoredNumbers

extension SetPlan {
  /// Reads the examples of the set, unscaled.
  ///
  /// - Throws: ``DatasetError`` for features that are not finite numbers, variables of different
  ///   lengths, and labels that are neither whole numbers, text nor one per class.
  func examples<Scalar: BLASScalar>(
    _ convention: DataTree.Convention
  ) throws(DatasetError) -> Examples<Scalar> {
    var matrices: [Matrix<Scalar>] = []
    // Variables side by side are no image.
    var imageShape: ImageShape?
    for features in features {
      let (matrix, shape): (Matrix<Scalar>, ImageShape?) = try self.matrix(features, convention)
      matrices.append(matrix)
      imageShape = self.features.count == 1 || isPerVariable ? shape : nil
    }
    var labels: Labels?
    var rows = matrices[0].rows
    switch self.labels {
    case .perVariable:
      let numbers = zip(matrices, features).flatMap { matrix, features in
        [Int](repeating: features.label ?? 0, count: matrix.rows)
      }
      matrices = [.stacking(matrices)]
      rows = matrices[0].rows
      labels = .numbers(numbers)
    case .lastDimension:
      let dimensions = features[0].variable.dimensions
      labels = .numbers((0..<rows).map { $0 / dimensions[1] + convention.firstIndex })
    case .variable(let variable):
      labels = try Labels(
        variable.value(), of: variable, exampleCount: rows, convention: convention)
    case .columns(let variable, let columns):
      labels = try Labels(columns, of: variable, convention: convention)
    case nil: break
    }
    if let other = matrices.firstIndex(where: { $0.rows != rows }) {
      throw DatasetError(
        .sizeMismatch, at: features[other].variable.description,
        "has \(matrices[other].rows) examples, and \(features[0].variable.description) has \(rows)",
        remedy: "name variables of the same examples with --features")
    }
    var examples = try Examples(
      features: .joining(matrices), labels: labels, imageShape: imageShape,
      names: (featureNames, labelNames ?? "labels"))
    if let members {
      let numbers = try Labels(
        members.variable.value(), of: members.variable, exampleCount: rows, convention: convention)
      guard case .numbers(let numbers) = numbers else { return examples }
      examples = examples.selecting(numbers.indices.filter { numbers[$0] == members.number })
    }
    return examples
  }

  /// Whether each variable has the examples of a class.
  private var isPerVariable: Bool { if case .perVariable? = labels { true } else { false } }

  /// Reads a variable with features, one example per row, and its image shape.
  private func matrix<Scalar: BLASScalar>(
    _ features: Features, _ convention: DataTree.Convention
  ) throws(DatasetError) -> (Matrix<Scalar>, ImageShape?) {
    let variable = features.variable
    var matrix: Matrix<Scalar>
    var shape: ImageShape?
    switch try variable.value() {
    case .numbers(var array):
      if case .lastDimension? = labels {
        let extents = array.dimensions
        array = StoredArray(
          array.numbers, dimensions: [extents[0], extents[1] * extents[2]],
          storageOrder: array.storageOrder)
      }
      let examples = ExampleArray(array, axis: axis, convention)
      matrix = try examples.rows.matrix(named: variable.path) { row, column in
        examples.place(in: variable.path, row, column, convention.notation)
      }
      shape = examples.imageShape
    case .sparse(let sparse):
      let rows = axis == .rows ? sparse : sparse.transposed()
      matrix = try rows.matrix { row, column in
        convention.notation.place(
          in: variable.path, axis == .rows ? row : column, axis == .rows ? column : row)
      }
      shape = .guessed(featureCount: rows.columns, order: convention.pixelOrder)
    case .texts:
      throw DatasetError(
        .unsupported, at: variable.description, "is text, but features are numbers",
        remedy: "name the variable with the numbers with --features")
    }
    if let columns = features.columns {
      matrix = matrix.gathering(columns: columns)
      shape = .guessed(featureCount: columns.count, order: convention.pixelOrder)
    }
    return (matrix, shape)
  }
}

extension Examples {
  /// The examples at the given places.
  fileprivate func selecting(_ indices: [Int]) -> Examples {
    var selected = self
    selected.features = features.gathering(rows: indices)
    switch labels {
    case .numbers(let numbers): selected.labels = .numbers(indices.map { numbers[$0] })
    case .texts(let texts): selected.labels = .texts(indices.map { texts[$0] })
    case nil: break
    }
    return selected
  }
}

extension SparseArray {
  /// The matrix with sparse rows; `place` is the notation of an element in messages.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  fileprivate func matrix<Scalar: BLASScalar>(
    place: (_ row: Int, _ column: Int) -> String
  ) throws(DatasetError) -> Matrix<Scalar> {
    let values = values.map { Scalar($0) }
    guard let fault = values.firstIndex(where: { !$0.isFinite }) else {
      return Matrix(
        rows: rows, columns: columns, starts: starts, indices: indices, values: values)
    }
    let row = (0..<rows).first { starts[$0 + 1] > fault } ?? 0
    throw DatasetError(
      .invalidValue, at: place(row, Int(indices[fault])), "the value is \(values[fault])",
      remedy: "features must be finite")
  }
}
