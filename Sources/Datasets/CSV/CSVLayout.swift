/// The layout of a table, from its first records.
struct CSVLayout {
  /// How the table is written.
  let format: TableFormat
  /// The names of the columns; `nil` if there are none.
  let header: [String]?
  /// Whether the first record has them.
  let firstIsHeader: Bool
  /// The number of columns.
  let columnCount: Int
  /// The column with the labels, counted from 0.
  let labelColumn: Int

  /// The usual names of a label column, in lowercase.
  private static let labelNames = ["label", "labels", "class", "target", "y"]

  /// Detects the layout from the beginning of a table.
  ///
  /// The first record is a header if it has text in a column where the second record has a number;
  /// otherwise a comment before it is one if it has a text for each column.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if the given label column does not exist, or if
  ///   none is given and none can be detected; of kind `malformed` if the separator or the decimal
  ///   mark can't be decided (``CSVReading/decided(in:)``).
  init(_ text: CSVText, labelColumn choice: LabelColumn?) throws(DatasetError) {
    let reading = try CSVReading.decided(in: text.bytes)
    let candidate = reading.candidate
    let mark = reading.decimalMark
    firstIsHeader = reading.firstIsHeader
    columnCount = candidate.records[0].count
    header =
      firstIsHeader
      ? candidate.records[0].map(\.name) : Self.header(inCommentOf: candidate, decimalMark: mark)
    format = TableFormat(
      separator: candidate.separator, decimalMark: mark, encoding: text.encoding,
      hasHeader: header != nil)
    let data = candidate.records.dropFirst(firstIsHeader ? 1 : 0)
    labelColumn =
      switch choice {
      case .named(let name): try Self.column(named: name, header: header)
      case .position(let position): try Self.column(at: position, count: columnCount)
      case nil: try Self.likelyColumn(header: header, data: data, decimalMark: mark)
      }
  }

  /// Returns the names in the comment before the first record, if it has a text for each column.
  private static func header(
    inCommentOf candidate: CSVCandidate, decimalMark: TableFormat.DecimalMark
  ) -> [String]? {
    guard let comment = candidate.comment else { return nil }
    let text = comment.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "%") }
    var reader = CSVReader(text, separator: candidate.separator)
    var names: [CSVReader.Field] = []
    guard (try? reader.next(&names)) == true, names.count == candidate.records[0].count,
      names.allSatisfy({ $0.number(decimalMark) == nil && !$0.trimmedText.isEmpty })
    else { return nil }
    return names.map(\.name)
  }

  private static func column(named name: String, header: [String]?) throws(DatasetError) -> Int {
    guard let column = header?.firstIndex(of: name) else {
      throw DatasetError(
        .missing, at: "column \(name)",
        header.map { "no such column; the header has \(LabelColumn.shortList($0))" }
          ?? "the table has no header",
        remedy: "give the label column's name or its position, counted from 1")
    }
    return column
  }

  private static func column(at position: Int, count: Int) throws(DatasetError) -> Int {
    guard let index = LabelColumn.index(ofPosition: position, among: count) else {
      throw DatasetError(
        .missing, at: "column \(position)", "no such column; the table has \(count)")
    }
    return index
  }

  /// Detects the label column: by its name, as the only column with text, or as the first or last
  /// column if only one of them looks like classes.
  private static func likelyColumn(
    header: [String]?, data: ArraySlice<[CSVReader.Field]>, decimalMark: TableFormat.DecimalMark
  ) throws(DatasetError) -> Int {
    let columns = data[data.startIndex].indices
    let named = columns.filter { column in
      header.map { labelNames.contains($0[column].lowercased()) } ?? false
    }
    if named.count == 1 { return named[0] }
    let texts = columns.filter { !data[data.startIndex][$0].isNumber }
    if texts.count == 1 { return texts[0] }
    let ends = [columns.first!, columns.last!].filter { column in
      looksLikeClasses(data.map { $0[column].number(decimalMark) })
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

extension CSVReader.Field {
  /// The text without surrounding blanks.
  fileprivate var name: String {
    CSVReader.Field(text: trimmedText, isQuoted: isQuoted, hasDoubledQuotes: hasDoubledQuotes)
      .string
  }
}
