public import LinearAlgebra

/// Data sets in ARFF files, the format of Weka: declared attributes, then an example per line.
///
/// The file may be gzip-compressed.
///
/// Source: Weka 3.9, "Attribute-Relation File Format (ARFF)", and its class `ArffLoader`.
public enum ARFF {
  /// Reads the examples of a file.
  ///
  /// Lines are dense, with one value per attribute, or sparse, with pairs of an index and a value
  /// in braces. If the label attribute is not given, it is the one with the name of labels; without
  /// one, the last attribute if it is nominal, or the only one that isn't numeric. Other nominal
  /// attributes are one-hot encoded in the order of their values.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - labelColumn: The name or position of the label attribute; with `nil`, the default, it is
  ///     detected.
  ///   - limit: The maximum size of the decompressed file in bytes.
  /// - Returns: The data set; features are not scaled, labels are whole numbers if their attribute
  ///   is numeric, and strings otherwise.
  /// - Throws: ``DatasetError``, with the line and the attribute, for features of type `string` or
  ///   `date`, missing values, values that are not declared, a wrong number of values, and sparse
  ///   examples that take more than 2²⁸ numbers.
  /// - Complexity: Two passes; numbers are parsed directly from the bytes of the file.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, labelColumn: LabelColumn? = nil,
    inflatingAtMost limit: Int = Pickle.inflationLimit
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let content = try FileContent(path: path).bytes(atMost: limit)
    var options = DatasetOptions()
    options.labels = labelColumn?.option
    return try DatasetCollection(training: examples(content, options: options).examples)
  }

  /// Reads a file in memory, and tells what was decided about its attributes.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package static func examples<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, options: DatasetOptions
  ) throws(DatasetError) -> (examples: Examples<Scalar>, reading: DatasetReading) {
    var lines = TextLines(content)
    let header = try ARFFHeader(&lines)
    let lineCount = lines.remainingCount
    let reader = ARFFExampleReader(header, lineCount: lineCount)
    let plan = try TablePlan(reader.sample(lines), options)
    let roles = plan.roles
    var rows = TableRows<Scalar>(
      plan, exampleCount: lineCount, valueCount: content.count / 2)
    while var line = lines.next() {
      let number = line.number
      let isExample = try reader.read(&line) { (index, value) throws(DatasetError) in
        if case .number(let feature) = roles[index], case .number(let number) = value,
          Scalar(number).isFinite
        {
          rows.set(feature, to: Scalar(number))
        } else if roles[index] != .ignored {
          try rows.take(value.inTable(as: roles[index]), column: index, line: number)
        }
      }
      if isExample { try rows.endExample(line: number) }
    }
    return try rows.examples(format: DatasetFormat.arff.rawValue)
  }

  /// Whether content begins like an ARFF file: with `@relation` or `@attribute`, after comments.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    var lines = TextLines(bytes)
    while var line = lines.next() {
      if line.isAtARFFEnd() { continue }
      return line.skip("@") && ["relation", "attribute"].contains(line.word().lowercased())
    }
    return false
  }
}
