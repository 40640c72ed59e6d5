public import LinearAlgebra

/// Data sets in comma-separated values: one record per example, with a label column and features.
///
/// The file may be gzip-compressed and may have a header.
///
/// Source: Shafranovich, "Common Format and MIME Type for CSV Files", RFC 4180 (2005).
public enum CSV {
  /// Reads a table of examples.
  ///
  /// The first record is a header if it has text in a column where the second record has a number.
  /// If the label column is not given, it is the one named `label`, `labels`, `class`, `target` or
  /// `y`; without such a name, the only column with text; otherwise the first or the last column,
  /// if exactly one of them has repeated whole numbers.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - labelColumn: The name or position of the label column; with `nil`, the default, it is
  ///     detected.
  ///   - limit: The maximum size of the decompressed table in bytes.
  /// - Returns: The data set; features are not scaled, labels are numbers if all of them are whole
  ///   numbers, and strings otherwise.
  /// - Throws: ``DatasetError``, with the line and column, for a record with another number of
  ///   fields, a feature that is not a finite number, invalid quotes, or a missing label column.
  /// - Complexity: Two passes over the beginning, one over the rest; numbers are parsed directly
  ///   from the bytes of the file.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, labelColumn: LabelColumn? = nil,
    inflatingAtMost limit: Int = Pickle.inflationLimit
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try DatasetCollection(
      training: examples(FileContent(path: path).bytes(atMost: limit), labelColumn: labelColumn))
  }

  /// Reads a table in memory.
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
      remedy: "features must be finite numbers; if this is the label column, give its name")
  }

  /// Converts labels to numbers if all of them are whole numbers, or keeps them as strings.
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
  /// Whether content begins like a table: text with a comma and without control characters.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    let lineEnds: [UInt8] = [0x09, 0x0A, 0x0D]
    return bytes.contains(UInt8(ascii: ","))
      && bytes.allSatisfy { $0 >= 0x20 || lineEnds.contains($0) }
  }
}

/// The column of a table that has the labels.
public enum LabelColumn: Hashable, Sendable {
  /// The column with this name in the header.
  case named(String)
  /// The column at this position, counted from 1, or backward from −1 for the last column.
  case position(Int)
}
