/// What the records of a candidate mean with one of the decimal marks.
struct CSVReading {
  /// The records.
  let candidate: CSVCandidate
  /// The decimal mark.
  let decimalMark: TableFormat.DecimalMark
  /// Whether the first record is a header.
  let firstIsHeader: Bool
  /// The values below the header, record by record; `nil` for text.
  let numbers: [Double?]
  /// The number of columns with text below the header.
  let textColumnCount: Int
  /// The first text below the header that is a number with the other decimal mark, or that the
  /// separator of another candidate splits into parts with a number.
  let mixture: (record: Int, column: Int)?

  /// Reads the numbers of a candidate without errors.
  ///
  /// - Parameters:
  ///   - candidate: The candidate.
  ///   - decimalMark: The decimal mark.
  ///   - others: The separators of the other candidates without errors.
  /// - Complexity: Linear in the size of the records.
  init(
    _ candidate: CSVCandidate, _ decimalMark: TableFormat.DecimalMark,
    others: [TableFormat.Separator]
  ) {
    self.candidate = candidate
    self.decimalMark = decimalMark
    let format = (candidate.separator, decimalMark)
    let records = candidate.records
    firstIsHeader = Self.isHeader(records)
    var numbers: [Double?] = []
    var textColumns = Set<Int>()
    var mixture: (record: Int, column: Int)?
    for (index, record) in records.enumerated().dropFirst(firstIsHeader ? 1 : 0) {
      for (column, field) in record.enumerated() {
        let number = Self.number(field, format)
        numbers.append(number)
        guard number == nil, !field.isMissing, field.truth == nil else { continue }
        textColumns.insert(column)
        guard mixture == nil else { continue }
        if field.isNumber || others.contains(where: { Self.mixes(field, $0) }) {
          mixture = (index, column)
        }
      }
    }
    self.numbers = numbers
    textColumnCount = textColumns.count
    self.mixture = mixture
  }

  /// Takes a candidate with decimal points for right, because it is the only one.
  ///
  /// - Complexity: Only the numbers of the first two records are read.
  init(only candidate: CSVCandidate) {
    self.candidate = candidate
    decimalMark = .point
    firstIsHeader = Self.isHeader(candidate.records)
    numbers = []
    textColumnCount = 0
    mixture = nil
  }

  /// Whether the first record has text in a column where the next value is a number, with either
  /// decimal mark; or, if there are no numbers, whether none of its texts occurs again in its column
  /// although others do.
  private static func isHeader(_ records: [[CSVReader.Field]]) -> Bool {
    guard records.count > 1 else { return false }
    let nextValues = records[0].indices.map { column in
      (records.dropFirst().prefix(10).first { !$0[column].isMissing } ?? records[1])[column]
    }
    if zip(records[0], nextValues).contains(where: { first, next in
      !first.isNumber && !first.isMissing && first.truth == nil
        && (next.isNumber || next.truth != nil)
    }) {
      return true
    }
    guard records.count > 2, !records[0].contains(where: \.isNumber),
      !nextValues.contains(where: \.isNumber)
    else { return false }
    var hasRepetitions = false
    for column in records[0].indices {
      let texts = records.dropFirst().map { Array($0[column].trimmedText) }
      if texts.contains(Array(records[0][column].trimmedText)) { return false }
      if Set(texts).count <= texts.count / 2 { hasRepetitions = true }
    }
    return hasRepetitions
  }

  /// Whether this can be a data set: columns of numbers, and at most one column with text.
  var isDataSet: Bool {
    textColumnCount <= 1 && textColumnCount < candidate.records[0].count && mixture == nil
  }

  /// Whether both readings have the same numbers in the same places.
  func agrees(with other: CSVReading) -> Bool {
    candidate.records[0].count == other.candidate.records[0].count
      && numbers.elementsEqual(other.numbers) { $0?.bitPattern == $1?.bitPattern }
  }

  /// Whether every comma in a number may separate thousands as well as decimals, as in `1,234`, and
  /// there is one.
  var mayHaveThousandsSeparators: Bool {
    guard decimalMark == .comma else { return false }
    let data = candidate.records.dropFirst(firstIsHeader ? 1 : 0)
    let texts = data.joined().filter { $0.number(.comma) != nil }.map(\.trimmedText)
      .filter { $0.contains(UInt8(ascii: ",")) }
    return !texts.isEmpty
      && texts.allSatisfy { text in
        let digits = text.first.map { $0 == 0x2B || $0 == 0x2D } == true ? text.dropFirst() : text
        let groups = digits.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return (1...3).contains(groups[0].count) && groups[0].first != UInt8(ascii: "0")
          && groups[1].count == 3 && groups[1].allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  private static func number(
    _ field: CSVReader.Field,
    _ format: (separator: TableFormat.Separator, decimalMark: TableFormat.DecimalMark)
  ) -> Double? {
    // In `1 ,2 ,3` the commas are separators.
    if format.separator == .blanks, field.text.first == UInt8(ascii: ",") { return nil }
    return field.number(format.decimalMark)
  }

  /// Whether a separator splits unquoted text into parts with a number, or blanks into numbers.
  private static func mixes(_ field: CSVReader.Field, _ separator: TableFormat.Separator) -> Bool {
    guard !field.isQuoted else { return false }
    let parts =
      separator == .blanks
      ? field.text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      : field.text.split(separator: separator.byte, omittingEmptySubsequences: false)
    let isNumber = { (part: ArraySlice<UInt8>) in
      CSVReader.Field(text: part, isQuoted: false, hasDoubledQuotes: false).isNumber
    }
    guard parts.count > 1 else { return false }
    // Text may contain a space beside a number, as in `class 1`.
    return separator == .blanks ? parts.allSatisfy(isNumber) : parts.contains(where: isNumber)
  }
}
