internal import LinearAlgebra
internal import Machine
internal import StoredNumbers

extension DatasetFile {
  /// Summarizes the content of a file or directory, whether it is a data set or not.
  ///
  /// - Throws: ``DatasetError`` if the format is unknown or the file is corrupt; variables that
  ///   can't be read are listed with the reason.
  /// - Complexity: One pass over all arrays, for their sums.
  public static func summary(path: String) throws(DatasetError) -> DatasetSummary {
    guard let format = try DatasetFormat.detected(path) else {
      return try withDirectory(path) { directory throws(DatasetError) in
        try summary(inDirectory: directory)
      }
    }
    switch format {
    case .mat: return try MAT.summary(fileBytes(path))
    case .idx: return try summary(format, IDX.tree(path: path))
    case .pickle:
      let content = try FileContent(path: path).bytes(atMost: Pickle.inflationLimit)
      return try summary(format, Pickle.tree(content))
    case .npy, .npz: return try summary(format, NumPy.tree(path: path))
    case .textDigits: return try summary(format, TextDigits.tree(path: path))
    case .pictures: return try summary(format, PictureFolder.tree(path: path, DatasetOptions()))
    case .csv, .arff: return try tableSummary(path, format)
    case .svmlight:
      let (tree, firstIndex) = try SVMLight.arrays(path: path)
      var summary = try self.summary(format, tree)
      summary.firstIndex = firstIndex
      return summary
    }
  }

  /// Summarizes the arrays of a file.
  private static func summary(
    _ format: DatasetFormat, _ tree: DataTree
  ) throws(DatasetError) -> DatasetSummary {
    var orders = Set<ByteOrder>()
    let variables = try tree.variables.map { variable throws(DatasetError) in
      var summary = DatasetSummary.Variable(
        name: variable.path, elementType: "unknown", dimensions: variable.dimensions)
      do throws(DatasetError) {
        switch try variable.value() {
        case .numbers(let array):
          if array.elementType.byteCount > 1 || format == .idx {
            orders.insert(array.numbers.byteOrder)
          }
          summary.elementType = array.elementType.rawValue
          summary.isLogical = array.elementType == .bool
          summary.statistics = array.statistics()
        case .sparse:
          summary.elementType = "number"
          summary.isSparse = true
        case .texts: summary.elementType = "text"
        }
      } catch {
        guard variable.kind == .unsupported else { throw error }
        summary.reason = error.description
      }
      return summary
    }
    return DatasetSummary(
      format: format.rawValue, byteOrder: orders.count == 1 ? orders.first?.rawValue : nil,
      variables: variables)
  }

  /// Summarizes the examples of a table.
  private static func tableSummary(
    _ path: String, _ format: DatasetFormat
  ) throws(DatasetError) -> DatasetSummary {
    let content = try FileContent(path: path).bytes(atMost: Pickle.inflationLimit)
    var options = DatasetOptions()
    options.requiresLabels = false
    let examples: Examples<Double>
    var table: TableFormat?
    if format == .csv {
      let read: (examples: Examples<Double>, reading: DatasetReading, format: TableFormat) =
        try CSV.table(content, options: options)
      (examples, table) = (read.examples, read.format)
    } else {
      examples = try ARFF.examples(content, options: options).examples
    }
    var variables = [
      DatasetSummary.Variable(
        name: "features", elementType: "number",
        dimensions: [examples.features.rows, examples.features.columns],
        statistics: ArrayStatistics(examples.features.elements))
    ]
    if let labels = examples.labels {
      var statistics: ArrayStatistics?
      if case .numbers(let numbers) = labels {
        statistics = ArrayStatistics(numbers.map { Double($0) })
      }
      variables.append(
        DatasetSummary.Variable(
          name: "labels", elementType: statistics == nil ? "text" : "number",
          dimensions: [labels.count], statistics: statistics))
    }
    return DatasetSummary(
      format: format.rawValue, byteOrder: nil, table: table, variables: variables)
  }
}
