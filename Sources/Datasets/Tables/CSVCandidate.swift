/// The first records of a table, split at one of the possible separators.
struct CSVCandidate {
  /// The separator.
  let separator: TableFormat.Separator
  /// The records, up to the first error.
  private(set) var records: [[CSVReader.Field]] = []
  /// The line of each record, counted from 1.
  private(set) var lines: [Int] = []
  /// The last comment before the first record.
  private(set) var comment: ArraySlice<UInt8>?
  /// The first error in the records; `nil` if all have the same number of fields.
  private(set) var error: DatasetError?

  /// The number of records that are examined.
  private static let sampleSize = 1000

  /// Splits the first records of a text, or returns `nil` if there are none or the first one has a
  /// single field.
  init?(_ text: ArraySlice<UInt8>, separator: TableFormat.Separator) {
    self.separator = separator
    var reader = CSVReader(text, separator: separator)
    var record: [CSVReader.Field] = []
    do throws(DatasetError) {
      while records.count < Self.sampleSize, try reader.next(&record) {
        if records.isEmpty {
          guard record.count > 1 else { return nil }
          comment = reader.comment
        }
        if records.count == 1 { Self.fit(&records[0], to: record.count) }
        guard record.count == records.first?.count ?? record.count else {
          throw CSVLayout.ragged(line: reader.line, record.count, expected: records[0].count)
        }
        records.append(record)
        lines.append(reader.line)
      }
    } catch {
      self.error = error
    }
    if records.isEmpty, error == nil { return nil }
  }

  /// Makes a header as long as the records below it: names may lack the one of the first column, as R
  /// writes row names, or have a separator behind the last one.
  private static func fit(_ header: inout [CSVReader.Field], to count: Int) {
    guard header.allSatisfy({ !$0.isNumber }), let first = header.first, let last = header.last
    else { return }
    if header.count == count - 1 {
      let start = first.text.startIndex
      header.insert(
        CSVReader.Field(text: first.text[start..<start], isQuoted: false, hasDoubledQuotes: false),
        at: 0)
    } else if header.count == count + 1, last.trimmedText.isEmpty {
      header.removeLast()
    }
  }

  /// Splits the first records of a text at each possible separator, or at the one that its first
  /// line states.
  static func all(_ text: ArraySlice<UInt8>) -> [CSVCandidate] {
    let stated = CSVReader.statedSeparator(text)
    return TableFormat.Separator.allCases.filter { stated == nil || $0 == stated }
      .compactMap { CSVCandidate(text, separator: $0) }
  }
}
