/// The layout of a table, from its first records.
struct CSVLayout {
  /// How the table is written.
  let format: TableFormat
  /// Whether the first record has the names of the columns.
  let firstIsHeader: Bool
  /// The columns.
  let header: TableHeader
  /// The first records.
  let sample: TableSample

  /// Detects the layout from the beginning of a table.
  ///
  /// The first record is a header if it has text in a column where the next value is a number; in a
  /// table of text, if none of its texts occurs again in its column although others do. Otherwise a
  /// comment before it is one if it has a text for each column.
  ///
  /// - Throws: ``DatasetError`` of kind `malformed` if the separator or the decimal mark can't be
  ///   decided (``CSVReading/decided(in:)``).
  init(_ text: CSVText) throws(DatasetError) {
    let reading = try CSVReading.decided(in: text.bytes)
    let candidate = reading.candidate
    let mark = reading.decimalMark
    firstIsHeader = reading.firstIsHeader
    header = TableHeader(
      noun: .column, count: candidate.records[0].count,
      names: firstIsHeader
        ? candidate.records[0].map(\.trimmedString)
        : Self.header(inCommentOf: candidate, decimalMark: mark))
    format = TableFormat(
      separator: candidate.separator, decimalMark: mark, encoding: text.encoding,
      hasHeader: header.names != nil)
    let data = candidate.records.dropFirst(firstIsHeader ? 1 : 0)
    sample = TableSample(header: header, recordCount: data.count, declarations: nil) {
      record, column in data[data.startIndex + record][column].cell(mark)
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
    return names.map(\.trimmedString)
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
  var trimmedString: String {
    CSVReader.Field(text: trimmedText, isQuoted: isQuoted, hasDoubledQuotes: hasDoubledQuotes)
      .string
  }

  /// The text; without surrounding blanks, unless it was in quotes.
  var value: String { isQuoted ? string : trimmedString }

  /// Whether the text stands for a missing value: nothing, `?`, NA, N/A, NaN or null, in any case.
  var isMissing: Bool {
    let text = trimmedText
    guard text.count <= 4 else { return false }
    return ["", "?", "na", "n/a", "nan", "null"].contains {
      $0.utf8.count == text.count && $0.utf8.elementsEqual(text.lazy.map(Self.lowercased))
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// 1 for true and 0 for false, as pandas, R and other programs write them; `nil` for other text.
  var truth: Double? {
    switch trimmedText.count {
    case 4 where ["true", "True", "TRUE"].contains(trimmedString): 1
    case 5 where ["false", "False", "FALSE"].contains(trimmedString): 0
    default: nil
    }
  }

  fileprivate func cell(_ mark: TableFormat.DecimalMark) -> TableSample.Cell {
    if let number = number(mark) ?? truth, !number.isNaN { return .number(number) }
    return isMissing ? .missing : .text(value)
  }
}
