/// The rules for columns that identify or number the records, which are no features.
extension TableChoice {
  /// Names of columns that number or identify the records, in lowercase.
  private static let identifierNames: Set = [
    "", "id", "ids", "uuid", "guid", "index", "idx", "row", "rowid", "rownames", "row.names",
    "rownum", "rownumber", "name", "filename", "file_name",
  ]

  /// Names of columns that number the records if their values do, in lowercase.
  private static let numberingNames: Set = [
    "no", "no.", "nr", "nr.", "#", "num", "number", "sno", "s.no", "sr.no", "sr.no.", "serial",
    "obs", "observation", "case", "sample", "record", "example", "instance",
  ]

  /// Whether a name is one of a column that numbers or identifies the records: one of the usual
  /// names, `Unnamed: 0`, or one that ends with the word ID, as `sample_id` or `PassengerId`.
  static func isIdentifierName(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    if identifierNames.contains(lowercased) || lowercased.hasPrefix("unnamed:") { return true }
    guard lowercased.hasSuffix("id"), let before = name.dropLast(2).last else { return false }
    if "_.- ".contains(before) { return true }
    return before.isLowercase && name.dropLast().last == "I"
  }

  /// Leaves out columns that are named as identifiers and have distinct values, or that are named as
  /// numbers of the records and count up; without a header, a first column that numbers the records,
  /// or has distinct texts beside other labels.
  mutating func leaveOutIdentifiers() {
    guard header.names == nil else {
      for column in undecided {
        let name = header.name(column)
        let numbers =
          Self.isIdentifierName(name) || Self.isNumberingName(name)
          ? sample.wholeNumbers(column) : nil
        let isIdentifier =
          Self.isIdentifierName(name)
          && (numbers != nil || sample.isText(column)) && sample.isDistinct(column)
        let isNumbering = Self.isNumberingName(name) && numbers.map { Self.step($0) == 1 } ?? false
        if isIdentifier || isNumbering { leaveOut(column) }
      }
      return
    }
    guard let first = undecided.first, first == 0, undecided.count > 2, sample.recordCount >= 5
    else { return }
    if let numbers = sample.wholeNumbers(first) {
      let isNumbering = numbers[0] == 0 || numbers[0] == 1
      if isNumbering, Self.step(numbers) == 1 { leaveOut(first) }
    } else if sample.isText(first), sample.isDistinct(first) {
      let hasOtherLabels =
        !labels.isEmpty || sample.looksLikeClasses(undecided.last!)
        || undecided.dropFirst().contains { sample.isText($0) }
      if hasOtherLabels { leaveOut(first) }
    }
  }

  private static func isNumberingName(_ name: String) -> Bool {
    numberingNames.contains(name.lowercased())
  }

  /// Leaves out a first column without a name that has large, different whole numbers
  /// (``hasLargeDistinctNumbers(_:)``) while all others have fractions, or are smaller by at least
  /// four orders of magnitude.
  ///
  /// Years, dates such as 20251231 and times in seconds or milliseconds since 1970 are kept.
  mutating func leaveOutLargeIdentifier() {
    guard header.names == nil, undecided.first == 0, undecided.count > 1,
      hasLargeDistinctNumbers(0), let numbers = sample.wholeNumbers(0)
    else { return }
    let times = [
      1800...2100, 18_000_101...21_001_231, 500_000_000...4_000_000_000,
      500_000_000_000...4_000_000_000_000,
    ]
    guard !times.contains(where: { $0.contains(numbers.min()!) && $0.contains(numbers.max()!) })
    else { return }
    let median = Double(numbers.sorted()[numbers.count / 2])
    let areOthersDifferent = undecided.dropFirst().allSatisfy { column in
      let others = sample.numbers(column)
      return !others.isEmpty && !sample.isText(column)
        && (others.contains { $0 != $0.rounded() }
          || others.allSatisfy { abs($0) * 1e4 <= median })
    }
    if areOthersDifferent { leaveOut(0) }
  }

  /// Whether a column has whole numbers of at least ten times the number of records, at least ten
  /// records, and nine out of ten numbers are different.
  private func hasLargeDistinctNumbers(_ column: Int) -> Bool {
    guard sample.recordCount >= 10, let numbers = sample.wholeNumbers(column),
      numbers.min()! >= 10 * numbers.count
    else { return false }
    return Set(numbers).count >= (9 * numbers.count + 9) / 10
  }

  /// Names the features that may number or identify the records.
  mutating func noteLikelyIdentifiers() {
    guard sample.recordCount >= 10 else { return }
    for column in features {
      let isNamed = !header.name(column).isEmpty && Self.isIdentifierName(header.name(column))
      guard isNamed || column == 0, let numbers = sample.wholeNumbers(column),
        isNamed || (Self.step(numbers) ?? 0) != 0 || hasLargeDistinctNumbers(column)
      else { continue }
      let reference = header.reference(column)
      notes.append(
        "The \(header.noun) \(reference) is a feature, but may be an identifier (leave it out with "
          + "--ignore \(reference))")
    }
  }

  private mutating func leaveOut(_ column: Int) {
    undecided.removeAll { $0 == column }
    let isNamed = header.reference(column) == header.name(column)
    let what = isNamed ? "" : "the \(header.noun) "
    let numbers = sample.wholeNumbers(column).map { Self.step($0) == 1 } ?? false
    notes.append(
      "Left out \(what)\(header.reference(column)), which \(numbers ? "numbers" : "identifies") "
        + "the records (name it with --features to keep it)")
  }

  /// The difference of any two neighbors; `nil` if there are several.
  private static func step(_ numbers: [Int]) -> Int? {
    guard numbers.count > 1 else { return nil }
    let (step, overflow) = numbers[1].subtractingReportingOverflow(numbers[0])
    guard !overflow else { return nil }
    let isConstant = zip(numbers, numbers.dropFirst()).allSatisfy {
      $1.subtractingReportingOverflow($0) == (step, false)
    }
    return isConstant ? step : nil
  }
}
