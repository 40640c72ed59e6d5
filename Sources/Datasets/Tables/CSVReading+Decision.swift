extension CSVReading {
  /// Decides how a table is written, from its first records.
  ///
  /// A separator is possible if it splits all of them into the same number of fields, at least two.
  /// A decimal comma is possible with every separator but the comma. Of the possible readings, the
  /// one with the fewest columns of text is right if it has at most one, the labels. If several
  /// have equally few, they must have the same numbers, and the order is that of
  /// ``TableFormat/Separator`` and ``TableFormat/DecimalMark``; but a tab precedes blanks in any
  /// case, as text may contain spaces. If no reading is a data set, the one whose separator splits
  /// the most records into the same number of fields tells what is wrong.
  ///
  /// - Throws: ``DatasetError`` if there is no such reading, or if two of them have different
  ///   numbers.
  static func decided(in text: ArraySlice<UInt8>) throws(DatasetError) -> CSVReading {
    let candidates = CSVCandidate.all(text)
    let possible = candidates.filter { $0.error == nil }
    if possible.count == 1, possible[0].separator == .comma {
      return CSVReading(only: possible[0])
    }
    let readings = Self.readings(of: possible)
    let dataSets = readings.filter(\.isDataSet)
    guard let fewest = dataSets.map(\.textColumnCount).min() else {
      return try closest(to: candidates, readings, in: text)
    }
    let best = dataSets.filter { $0.textColumnCount == fewest }
    let chosen = best[0]
    if let other = best.first(where: { !chosen.agrees(with: $0) && !chosen.precedes($0) }) {
      throw ambiguity(chosen, other)
    }
    guard !chosen.mayHaveThousandsSeparators else {
      throw DatasetError(
        .malformed, "the commas in the numbers may mark decimals or separate thousands",
        remedy: "write the numbers with decimal points and without thousands separators")
    }
    return chosen
  }

  /// Whether a text begins with records that can be read.
  static func isPossible(in text: ArraySlice<UInt8>) -> Bool {
    let candidates = CSVCandidate.all(text)
    return candidates.contains { $0.separator != .blanks && !$0.records.isEmpty }
      || readings(of: candidates.filter { $0.error == nil }).contains(where: \.isDataSet)
  }

  private static func readings(of candidates: [CSVCandidate]) -> [CSVReading] {
    candidates.flatMap { candidate in
      let others = candidates.map(\.separator).filter { $0 != candidate.separator }
      return TableFormat.DecimalMark.allCases
        .filter { $0 == .point || candidate.separator != .comma }
        .map { CSVReading(candidate, $0, others: others) }
    }
  }

  /// Whether a text with tabs may contain spaces, too.
  private func precedes(_ other: CSVReading) -> Bool {
    candidate.separator == .tab && other.candidate.separator == .blanks
  }

  /// Returns the reading of a table that isn't a data set, to find the first wrong field, or throws
  /// what is wrong with the records.
  private static func closest(
    to candidates: [CSVCandidate], _ readings: [CSVReading], in text: ArraySlice<UInt8>
  ) throws(DatasetError) -> CSVReading {
    let characters = candidates.filter { $0.separator != .blanks }
    // The first one of several that are equally long.
    guard
      let candidate = (characters.isEmpty ? candidates : characters).max(by: {
        $0.records.count < $1.records.count
      })
    else { throw tooSmall(text) }
    if let error = candidate.error { throw error }
    let reading = readings.filter { $0.candidate.separator == candidate.separator }
      .min { $0.textColumnCount < $1.textColumnCount }!
    if let (record, column) = reading.mixture {
      let field = candidate.records[record][column]
      throw DatasetError(
        .malformed, at: "line \(candidate.lines[record]), column \(column + 1)",
        "'\(field.shortText)' has another separator or decimal mark",
        remedy: "use one separator and one decimal mark in the whole table, and put text with "
          + "separators in quotes")
    }
    return reading
  }

  private static func tooSmall(_ text: ArraySlice<UInt8>) -> DatasetError {
    var reader = CSVReader(text, separator: .comma)
    guard !reader.skipToRecord().isEmpty else {
      return DatasetError(.truncated, "the table has no records")
    }
    return DatasetError(
      .malformed, at: "line \(reader.nextLine)",
      "the table has a single column, but features and labels are needed",
      remedy: "separate the columns with commas")
  }

  private static func ambiguity(_ first: CSVReading, _ second: CSVReading) -> DatasetError {
    let names = [first, second].map { reading in
      reading.candidate.separator.rawValue
        + (reading.decimalMark == .comma ? " (with decimal commas)" : "")
    }
    return DatasetError(
      .malformed, at: "line \(first.candidate.lines[0])",
      "the separator may be \(names[0]) or \(names[1])",
      remedy: "state the separator in a line before the table, such as sep=;")
  }
}

extension CSVReader.Field {
  /// The text in one line of at most 40 characters.
  var shortText: String { String(string.inOneLine.prefix(40)) }
}

extension String {
  /// The text with spaces instead of line breaks.
  var inOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
