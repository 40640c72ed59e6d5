public import LinearAlgebra

/// Data sets in tables of text: one record per example, with a label column and features.
///
/// The fields are separated by commas, semicolons, tabs, `|` or runs of blanks, the numbers may have
/// decimal commas, and the text is in UTF-8 or UTF-16; ``TableFormat`` is decided once, from the
/// first 1000 records. Empty lines and lines that begin with `#` or `%` are skipped. The file may be
/// gzip-compressed and may have a header.
///
/// Source: Shafranovich, "Common Format and MIME Type for CSV Files", RFC 4180 (2005), for quotes.
public enum CSV {
  /// Reads a table of examples.
  ///
  /// The first record is a header if it has text in a column where the second record has a number;
  /// otherwise a comment before it is one if it has a text for each column. A first line such as
  /// `sep=;` states the separator.
  ///
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
  ///   fields, a feature that is not a finite number, invalid quotes, a missing label column, or a
  ///   separator or decimal mark that can't be decided.
  /// - Complexity: Two passes over the beginning, one over the rest; numbers are parsed directly
  ///   from the bytes of the file, which are copied only if they are in UTF-16.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, labelColumn: LabelColumn? = nil,
    inflatingAtMost limit: Int = 1 << 31
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    let content = try FileContent(path: path).bytes(atMost: limit)
    return try DatasetCollection(training: table(content, labelColumn: labelColumn).examples)
  }

  /// Reads a table in memory, and tells how it is written.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func table<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, labelColumn: LabelColumn?
  ) throws(DatasetError) -> (examples: Examples<Scalar>, format: TableFormat) {
    let text = try CSVText(decoding: content)
    let layout = try CSVLayout(text, labelColumn: labelColumn)
    var reader = CSVReader(text.bytes, separator: layout.format.separator)
    var record: [CSVReader.Field] = []
    if layout.firstIsHeader { _ = try reader.next(&record) }

    let mark = layout.format.decimalMark
    let lineCount = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
    var features: [Scalar] = []
    features.reserveCapacity(min(lineCount * (layout.columnCount - 1), text.bytes.count))
    var labels: [(field: CSVReader.Field, line: Int)] = []
    while try reader.next(&record) {
      guard record.count == layout.columnCount else {
        throw CSVLayout.ragged(line: reader.line, record.count, expected: layout.columnCount)
      }
      for column in record.indices where column != layout.labelColumn {
        guard let number = record[column].number(mark), Scalar(number).isFinite else {
          throw badFeature(record[column], line: reader.line, column: column, layout)
        }
        features.append(Scalar(number))
      }
      labels.append((record[layout.labelColumn], reader.line))
    }
    let columns = layout.columnCount - 1
    let examples = try Examples(
      features: Matrix(rows: labels.count, columns: columns, elements: features),
      labels: encodable(labels, layout),
      imageShape: .guessed(featureCount: columns, order: .rows), names: ("records", "records"))
    return (examples, layout.format)
  }

  private static func badFeature(
    _ field: CSVReader.Field, line: Int, column: Int, _ layout: CSVLayout
  ) -> DatasetError {
    let name = layout.header.map { " (\($0[column].inOneLine))" } ?? ""
    let place = "line \(line), column \(column + 1)\(name)"
    let text = field.shortText
    if field.number(layout.format.decimalMark) == nil, field.isNumber {
      return DatasetError(
        .invalidValue, at: place,
        "'\(text)' is not a number, as the decimal mark of the table is a "
          + layout.format.decimalMark.rawValue,
        remedy: "write all numbers with the same decimal mark and without thousands separators")
    }
    return DatasetError(
      .invalidValue, at: place,
      text.isEmpty ? "the value is missing" : "'\(text)' is not a finite number",
      remedy: "features must be finite numbers; if this is the label column, give its name")
  }

  /// Converts labels to numbers if all of them are whole numbers, or keeps them as strings.
  private static func encodable(
    _ labels: [(field: CSVReader.Field, line: Int)], _ layout: CSVLayout
  ) throws(DatasetError) -> Labels {
    let column = layout.labelColumn + 1
    if let missing = labels.first(where: \.field.text.isEmpty) {
      throw DatasetError(
        .invalidValue, at: "line \(missing.line), column \(column)", "the label is missing")
    }
    let numbers = labels.map { $0.field.number(layout.format.decimalMark) }
    guard numbers.allSatisfy({ $0 != nil }) else { return .texts(labels.map(\.field.string)) }
    return .numbers(
      try Labels.wholeNumbers(numbers.map { $0! }) {
        "line \(labels[$0].line), column \(column)"
      })
  }
}

extension CSV {
  /// Whether content begins like a table.
  ///
  /// It is text without control characters that has a comma, or whose first record has another
  /// separator, or whose records have numbers between blanks; but not the beginning of HTML, JSON,
  /// ARFF, the Matrix Market format or Octave's text format.
  ///
  /// - Parameters:
  ///   - content: The beginning of the content.
  ///   - isComplete: Whether this is the whole content; otherwise the last line is ignored.
  /// - Returns: Whether it may be a table.
  static func begins(_ content: ArraySlice<UInt8>, isComplete: Bool) -> Bool {
    let allowed: [UInt8] = [0x09, 0x0A, 0x0D]
    var text = CSVText(decodingBeginning: content).bytes
    guard text.allSatisfy({ $0 >= 0x20 || allowed.contains($0) }) else { return false }
    let lines = text.split { $0 == 0x0A || $0 == 0x0D }
    let foreignLines = ["%%MatrixMarket", "# name:", "% name:"]
    var reader = CSVReader(text, separator: .comma)
    guard let first = reader.skipToRecord().first, !"<{@".utf8.contains(first),
      !lines.contains(where: { line in foreignLines.contains { line.starts(with: $0.utf8) } })
    else { return false }
    if !isComplete, lines.count > 1 { text = text[..<lines.last!.startIndex] }
    return text.contains(UInt8(ascii: ",")) || CSVReading.isPossible(in: text)
  }
}
