public import LinearAlgebra

/// Comma-separated values: a record an example, a column the label, the others its features.
///
/// Plain or gzip, with or without a header.
///
/// Source: Shafranovich, "Common Format and MIME Type for CSV Files", RFC 4180 (2005).
public enum CSV {
  /// Reads a table of examples.
  ///
  /// The first record is a header when it has a text in a column where the second has a number.
  /// Where the label column is not given, it is the one named `label`, `labels`, `class`, `target`
  /// or `y`; without such a name the only column of texts; otherwise the first or the last column,
  /// if just one of them holds whole numbers that repeat.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - labelColumn: the label column's name or position; `nil` looks for it.
  ///   - limit: the most bytes that a compressed table may inflate to.
  /// - Returns: features as they are written (never scaled), labels as numbers when all of them
  ///   are whole numbers, else as texts.
  /// - Throws: ``DatasetError``, with the line and column, for a record of another length, a field
  ///   that is not a finite number, quotes that are wrong, a label column that is not there.
  /// - Complexity: two passes over the beginning, one over the rest; numbers are converted straight
  ///   from the file's bytes.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, labelColumn: LabelColumn? = nil,
    inflatingAtMost limit: Int = Pickle.inflationLimit
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try DatasetCollection(
      training: examples(FileContent(path: path).bytes(atMost: limit), labelColumn: labelColumn))
  }

  /// Reads a table that is in memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func examples<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, labelColumn: LabelColumn?
  ) throws(DatasetError) -> Examples<Scalar> {
    let layout = try CSVLayout(content, labelColumn: labelColumn)
    var reader = CSVReader(content)
    var record: [CSVReader.Field] = []
    if layout.header != nil { _ = try reader.next(&record) }

    let lineCount = content.count { $0 == UInt8(ascii: "\n") } + 1
    var features: [Scalar] = []
    features.reserveCapacity(min(lineCount * (layout.columnCount - 1), content.count))
    var labels: [(text: String, line: Int)] = []
    while try reader.next(&record) {
      guard record.count == layout.columnCount else {
        throw CSVLayout.ragged(line: reader.line, record.count, expected: layout.columnCount)
      }
      for column in record.indices where column != layout.labelColumn {
        guard let number = record[column].number, Scalar(number).isFinite else {
          throw badFeature(record[column], line: reader.line, column: column, layout)
        }
        features.append(Scalar(number))
      }
      labels.append((record[layout.labelColumn].string, reader.line))
    }
    let columns = layout.columnCount - 1
    return try Examples(
      features: Matrix(rows: labels.count, columns: columns, elements: features),
      labels: encodable(labels, column: layout.labelColumn),
      imageShape: .guessed(featureCount: columns, order: .rows), names: ("records", "records"))
  }

  private static func badFeature(
    _ field: CSVReader.Field, line: Int, column: Int, _ layout: CSVLayout
  ) -> DatasetError {
    let name = layout.header.map { " (\($0[column]))" } ?? ""
    let text = field.string.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(40)
    return DatasetError(
      .invalidValue, at: "line \(line), column \(column + 1)\(name)",
      text.isEmpty ? "the value is missing" : "'\(text)' is not a finite number",
      remedy: "features are finite numbers; give the label column if this is it")
  }

  /// Labels as numbers when all of them are whole numbers, as texts when none is a number.
  private static func encodable(
    _ labels: [(text: String, line: Int)], column: Int
  ) throws(DatasetError) -> Labels {
    let numbers = labels.map { Double($0.text) }
    if let missing = labels.first(where: \.text.isEmpty) {
      throw DatasetError(
        .invalidValue, at: "line \(missing.line), column \(column + 1)", "the label is missing")
    }
    guard numbers.allSatisfy({ $0 != nil }) else { return .texts(labels.map(\.text)) }
    return .numbers(
      try Labels.wholeNumbers(numbers.map { $0! }) {
        "line \(labels[$0].line), column \(column + 1)"
      })
  }
}

extension CSV {
  /// Whether a content begins as a table: text without control characters, with a comma.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    let lineEnds: [UInt8] = [0x09, 0x0A, 0x0D]
    return bytes.contains(UInt8(ascii: ","))
      && bytes.allSatisfy { $0 >= 0x20 || lineEnds.contains($0) }
  }
}
