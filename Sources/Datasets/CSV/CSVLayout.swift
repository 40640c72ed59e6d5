/// The layout of a table, from its first records.
struct CSVLayout {
  /// The names in the header; `nil` if the first record is data.
  let header: [String]?
  /// The number of columns.
  let columnCount: Int
  /// The column with the labels, counted from 0.
  let labelColumn: Int

  /// The number of records that are examined.
  private static let sampleSize = 1000

  /// The usual names of a label column, in lowercase.
  private static let labelNames = ["label", "labels", "class", "target", "y"]

  /// Detects the layout from the beginning of a table.
  ///
  /// The first record is a header if it has text in a column where the second record has a number.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if the given label column does not exist, or if
  ///   none is given and none can be detected.
  init(_ content: ArraySlice<UInt8>, labelColumn choice: LabelColumn?) throws(DatasetError) {
    var reader = CSVReader(content)
    var records: [[CSVReader.Field]] = []
    var record: [CSVReader.Field] = []
    while records.count < Self.sampleSize, try reader.next(&record) {
      guard record.count == records.first?.count ?? record.count else {
        throw CSVLayout.ragged(line: reader.line, record.count, expected: records[0].count)
      }
      records.append(record)
    }
    guard let first = records.first else {
      throw DatasetError(.truncated, "the table has no records")
    }
    columnCount = first.count
    guard columnCount > 1 else {
      throw DatasetError(
        .malformed, at: "line 1",
        "the table has a single column, but features and labels are needed",
        remedy: "separate the columns with commas")
    }
    let isHeader =
      records.count > 1 && zip(first, records[1]).contains { $0.number == nil && $1.number != nil }
    header = isHeader ? first.map(\.string) : nil
    let data = isHeader ? records.dropFirst() : records[...]
    labelColumn =
      switch choice {
      case .named(let name): try Self.column(named: name, header: header)
      case .position(let position): try Self.column(at: position, count: columnCount)
      case nil: try Self.likelyColumn(header: header, data: data)
      }
  }

  private static func column(named name: String, header: [String]?) throws(DatasetError) -> Int {
    guard let column = header?.firstIndex(of: name) else {
      throw DatasetError(
        .missing, at: "column \(name)",
        header.map { "no such column; the header has \(shortList($0))" }
          ?? "the table has no header",
        remedy: "give the label column's name or its position, counted from 1")
    }
    return column
  }

  private static func column(at position: Int, count: Int) throws(DatasetError) -> Int {
    guard (1...count).contains(abs(position)) else {
      throw DatasetError(
        .missing, at: "column \(position)", "no such column; the table has \(count)")
    }
    return position > 0 ? position - 1 : count + position
  }

  /// Detects the label column: by its name, as the only column with text, or as the first or last
  /// column if only one of them looks like classes.
  private static func likelyColumn(
    header: [String]?, data: ArraySlice<[CSVReader.Field]>
  ) throws(DatasetError) -> Int {
    let columns = data[data.startIndex].indices
    let named = columns.filter { column in
      header.map { labelNames.contains($0[column].lowercased()) } ?? false
    }
    if named.count == 1 { return named[0] }
    let texts = columns.filter { data[data.startIndex][$0].number == nil }
    if texts.count == 1 { return texts[0] }
    let ends = [columns.first!, columns.last!].filter { column in
      looksLikeClasses(data.map { $0[column].number })
    }
    if ends.count == 1 { return ends[0] }
    throw DatasetError(
      .missing, "the label column can't be detected",
      remedy: "give the label column's name or its position, counted from 1")
  }

  /// Whether values are whole numbers with many repetitions.
  private static func looksLikeClasses(_ values: [Double?]) -> Bool {
    let whole = values.compactMap { $0.flatMap { Int(exactly: $0) } }
    let distinct = Set(whole).count
    return whole.count == values.count && distinct >= 2 && distinct <= max(2, values.count / 2)
  }

  /// Creates an error for a record with another number of fields.
  static func ragged(line: Int, _ count: Int, expected: Int) -> DatasetError {
    DatasetError(
      .sizeMismatch, at: "line \(line)",
      "the record has \(count) fields, but the first record has \(expected)",
      remedy: "give every record the same number of fields")
  }
}

/// A list of names that fits in a line.
private func shortList(_ names: [String]) -> String {
  names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
}
