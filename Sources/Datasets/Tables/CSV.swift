package import LinearAlgebra

/// Data sets in tables of text: one record per example, with a label column and features.
///
/// The fields are separated by commas, semicolons, tabs, `|` or runs of blanks, the numbers may have
/// decimal commas, and the text is in UTF-8 or UTF-16; ``TableFormat`` is decided once, from the
/// first 1000 records. Empty lines and lines that begin with `#` or `%` are skipped. The file may be
/// gzip-compressed and may have a header.
///
/// Source: Shafranovich, "Common Format and MIME Type for CSV Files", RFC 4180 (2005), for quotes.
package enum CSV {
  /// Reads a table in memory, and tells what was decided about its columns.
  ///
  /// The first record is a header if it has text in a column where the next value is a number; in a
  /// table of text, if none of its texts occurs again in its column although others do. Otherwise a
  /// comment before it is one if it has a text for each column. A first line such as `sep=;` states
  /// the separator.
  ///
  /// - Parameters:
  ///   - content: The uncompressed file.
  ///   - options: What the columns are (``TablePlan``); by default, the table decides.
  /// - Returns: The examples, whose labels are numbers if all of them are whole numbers and strings
  ///   otherwise, not scaled; and the decisions.
  /// - Throws: ``DatasetError``, with the line and column, for a record with another number of
  ///   fields, a feature that is not a finite number, invalid quotes, a missing label column, or a
  ///   separator or decimal mark that can't be decided.
  /// - Complexity: Two passes over the beginning, one over the rest; numbers are parsed directly
  ///   from the bytes of the file, which are copied only if they are in UTF-16.
  package static func examples<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, options: DatasetOptions
  ) throws(DatasetError) -> (examples: Examples<Scalar>, reading: DatasetReading) {
    let table: (examples: Examples<Scalar>, reading: DatasetReading, format: TableFormat) =
      try self.table(content, options: options)
    return (table.examples, table.reading)
  }

  /// Reads a table in memory, and tells how it is written, too.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func table<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, options: DatasetOptions
  ) throws(DatasetError) -> (
    examples: Examples<Scalar>, reading: DatasetReading, format: TableFormat
  ) {
    let text = try CSVText(decoding: content)
    let layout = try CSVLayout(text)
    let plan = try TablePlan(layout.sample, options)
    let mark = layout.format.decimalMark
    let columnCount = layout.header.count
    let roles = plan.roles
    var reader = CSVReader(text.bytes, separator: layout.format.separator)
    var record: [CSVReader.Field] = []
    if layout.firstIsHeader { _ = try reader.next(&record) }

    let lineCount = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
    var rows = TableRows<Scalar>(plan, exampleCount: lineCount, valueCount: text.bytes.count)
    while try reader.next(&record) {
      guard record.count == columnCount else {
        throw CSVLayout.ragged(line: reader.line, record.count, expected: columnCount)
      }
      for column in record.indices {
        let role = roles[column]
        if role == .ignored { continue }
        let number = record[column].number(mark)
        if case .number(let feature) = role, let number, Scalar(number).isFinite {
          rows.set(feature, to: Scalar(number))
          continue
        }
        if case .number = role, number == nil, record[column].isNumber {
          throw otherDecimalMark(
            record[column], mark, at: layout.header.place(column, line: reader.line))
        }
        let value = TableRows<Scalar>.Value(
          text: record[column].value,
          number: number ?? (role == .label ? nil : record[column].truth),
          isMissing: record[column].isMissing)
        try rows.take(value, column: column, line: reader.line)
      }
      try rows.endExample(line: reader.line)
    }
    var (examples, reading) = try rows.examples(format: DatasetFormat.csv.rawValue)
    if text.encoding == .windows1252 {
      reading.notes.append("The text is not valid UTF-8, and was read as Windows-1252")
    }
    return (examples, reading, layout.format)
  }

  /// Creates an error for a number with another decimal mark than that of the table.
  private static func otherDecimalMark(
    _ field: CSVReader.Field, _ mark: TableFormat.DecimalMark, at place: String
  ) -> DatasetError {
    DatasetError(
      .invalidValue, at: place,
      "'\(field.shortText)' is not a number, as the decimal mark of the table is a "
        + mark.rawValue,
      remedy: "write all numbers with the same decimal mark and without thousands separators")
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
