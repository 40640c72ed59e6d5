extension NumPy {
  /// Replaces the parts of a sparse matrix by the matrix, if these are the entries that SciPy's
  /// `save_npz` writes; other entries stay.
  ///
  /// Source: SciPy reference, `scipy.sparse.save_npz`: `format`, `shape`, `data`, and `indices` and
  /// `indptr` (csr, csc), or `row` and `col`, or `coords` (coo).
  static func withSparseMatrix(_ variables: [DataVariable]) throws(DatasetError) -> [DataVariable] {
    var parts: [String: DataVariable] = [:]
    for variable in variables { parts[variable.path] = variable }
    guard let format = parts["format"], format.kind == .text, format.dimensions == [1],
      let shape = parts["shape"], shape.dimensions == [2], shape.kind == .numbers,
      parts["data"] != nil, case .texts(let names) = try format.value()
    else { return variables }
    let dimensions = try integers(shape)
    guard dimensions.allSatisfy({ $0 >= 0 }) else {
      throw DatasetError(.malformed, at: "shape", "the sizes are \(dimensions)")
    }
    let used = [
      "format", "shape", "data", "indices", "indptr", "row", "col", "coords", "offsets",
      "blocksize", "_is_array",
    ]
    let name = "features"
    let others = variables.filter { !used.contains($0.path) && $0.path != name }
    guard ["csr", "csc", "coo"].contains(names[0]) else {
      let error = DatasetError(
        .unsupported, at: name, "the sparse matrix has the format '\(names[0].excerpt)'",
        remedy: "save it with scipy.sparse.save_npz(path, matrix.tocsr())")
      return [DataVariable(name, dimensions: dimensions, error)] + others
    }
    let matrix = DataVariable(path: name, dimensions: dimensions, kind: .sparse) {
      () throws(DatasetError) in
      .sparse(try sparseMatrix(names[0], dimensions, parts, named: name))
    }
    return [matrix] + others
  }

  private static func sparseMatrix(
    _ format: String, _ dimensions: [Int], _ parts: [String: DataVariable], named name: String
  ) throws(DatasetError) -> SparseArray {
    func part(_ name: String) throws(DatasetError) -> DataVariable {
      guard let part = parts[name] else {
        throw DatasetError(.malformed, at: name, "the sparse matrix lacks this array")
      }
      return part
    }
    guard case .numbers(let values) = try part("data").value() else {
      throw DatasetError(.unsupported, at: "data", "the elements are not real numbers")
    }
    var places: [[Int]]
    if format != "coo" {
      let indices = try integers(part("indices"))
      let starts = try integers(part("indptr"))
      let lines = dimensions[format == "csr" ? 0 : 1]
      guard starts.count - 1 == lines, starts[0] == 0, starts.last == indices.count,
        zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
      else {
        throw DatasetError(
          .malformed, at: "indptr",
          "the starts do not ascend from 0 to \(indices.count) in \(lines) steps")
      }
      var line: [Int] = []
      line.reserveCapacity(indices.count)
      for (index, (start, end)) in zip(starts, starts.dropFirst()).enumerated() {
        line += repeatElement(index, count: end - start)
      }
      places = format == "csr" ? [line, indices] : [indices, line]
    } else if let coordinates = parts["coords"] {
      let both = try integers(coordinates)
      places = [Array(both.prefix(both.count / 2)), Array(both.suffix(both.count / 2))]
    } else {
      places = [try integers(part("row")), try integers(part("col"))]
    }
    return try .make(
      (dimensions[0], dimensions[1]), rowIndices: places[0], columnIndices: places[1],
      values: values.storedValues(), named: name)
  }

  /// The whole numbers of an array.
  private static func integers(_ variable: DataVariable) throws(DatasetError) -> [Int] {
    guard case .numbers(let array) = try variable.value() else {
      throw DatasetError(.malformed, at: variable.path, "the array has no numbers")
    }
    var integers: [Int] = []
    for value in array.storedValues() {
      guard let integer = Int(exactly: value) else {
        throw DatasetError(.malformed, at: variable.path, "\(value) is not an index")
      }
      integers.append(integer)
    }
    return integers
  }
}
