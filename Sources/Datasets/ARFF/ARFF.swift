package import LinearAlgebra

/// Data sets in ARFF files, the format of Weka: declared attributes, then an example per line.
///
/// The file may be gzip-compressed.
///
/// Source: Weka 3.9, "Attribute-Relation File Format (ARFF)", and its class `ArffLoader`.
package enum ARFF {
  /// Reads a file in memory, and tells what was decided about its attributes.
  ///
  /// Lines are dense, with one value per attribute, or sparse, with pairs of an index and a value
  /// in braces. Nominal attributes that are features are one-hot encoded in the order of their
  /// values.
  ///
  /// - Parameters:
  ///   - content: The uncompressed file.
  ///   - options: What the attributes are (``TablePlan``); by default, the file decides.
  /// - Returns: The examples, whose labels are whole numbers if their attribute is numeric and
  ///   strings otherwise, not scaled; and the decisions.
  /// - Throws: ``DatasetError``, with the line and the attribute, for features of type `string` or
  ///   `date`, missing values, values that are not declared, a wrong number of values, and sparse
  ///   examples that take more than 2²⁸ numbers.
  /// - Complexity: Two passes; numbers are parsed directly from the bytes of the file.
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
