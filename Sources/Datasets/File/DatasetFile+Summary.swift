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
    let format = try DatasetFormat(detecting: path)
    switch format {
    case .mat: return try MAT.summary(fileBytes(path))
    case .idx: return summary(format, arrays: try IDX.arrays(path: path))
    case .pickle:
      let content = try FileContent(path: path).bytes(atMost: Pickle.inflationLimit)
      return summary(format, arrays: try Pickle.arrays(content))
    case .npy:
      let array = try NumPy.array(FileContent(path: path))
      return summary(format, arrays: try NamedArrays([(fileName(path), .success(array))]))
    case .npz: return summary(format, arrays: try NumPy.archive(path))
    case .textDigits: return summary(format, sets: try TextDigits.read(path: path))
    case .csv:
      let content = try FileContent(path: path).bytes(atMost: Pickle.inflationLimit)
      let table: (examples: Examples<Double>, reading: DatasetReading, format: TableFormat) =
        try CSV.table(content, options: DatasetOptions())
      return summary(
        format, sets: try DatasetCollection(training: table.examples), table: table.format)
    case .arff: return summary(format, sets: try ARFF.read(path: path))
    case .svmlight:
      let (sets, firstIndex) = try SVMLight.sets(path, as: Double.self)
      var summary = self.summary(format, sets: sets)
      summary.firstIndex = firstIndex
      return summary
    }
  }

  /// Summarizes the arrays of a file.
  private static func summary(_ format: DatasetFormat, arrays: NamedArrays) -> DatasetSummary {
    var orders = Set<ByteOrder>()
    let variables = arrays.entries.map { name, array in
      switch array {
      case .success(let array):
        if array.elementType.byteCount > 1 || format == .idx {
          orders.insert(array.numbers.byteOrder)
        }
        return DatasetSummary.Variable(
          name: name, elementType: array.elementType.rawValue, dimensions: array.dimensions,
          isLogical: array.elementType == .bool, statistics: array.statistics())
      case .failure(let error):
        return DatasetSummary.Variable(
          name: name, elementType: "unknown", dimensions: [], reason: error.description)
      }
    }
    return DatasetSummary(
      format: format.rawValue, byteOrder: orders.count == 1 ? orders.first?.rawValue : nil,
      variables: variables)
  }

  /// Summarizes the data sets of a format without variable names.
  private static func summary(
    _ format: DatasetFormat, sets: DatasetCollection<Double>, table: TableFormat? = nil
  ) -> DatasetSummary {
    let named = [("training", sets.training), ("validation", sets.validation), ("test", sets.test)]
    let variables = named.flatMap { role, set -> [DatasetSummary.Variable] in
      guard let set else { return [] }
      let labels = set.classIndices.map { Double(set.encoding.labels[$0]) }
      let numbers = labels.compactMap(\.self)
      return [
        DatasetSummary.Variable(
          name: "\(role) features", elementType: format == .textDigits ? "bit" : "number",
          dimensions: [set.exampleCount, set.featureCount], isSparse: format == .svmlight,
          statistics: ArrayStatistics(set.features.elements)),
        DatasetSummary.Variable(
          name: "\(role) labels", elementType: numbers.count == labels.count ? "number" : "text",
          dimensions: [set.exampleCount],
          statistics: numbers.count == labels.count ? ArrayStatistics(numbers) : nil),
      ]
    }
    return DatasetSummary(
      format: format.rawValue, byteOrder: nil, table: table, variables: variables)
  }
}
