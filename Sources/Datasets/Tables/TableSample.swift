/// The first records of a table, on which it is decided what the columns are.
struct TableSample {
  /// A value.
  enum Cell: Hashable {
    /// A number, which may be infinite, or 1 and 0 for true and false.
    case number(Double)
    /// Any other text.
    case text(String)
    /// None.
    case missing
  }

  /// The kind of a column that a format declares.
  enum Declaration {
    /// Numbers.
    case numbers
    /// One of the given texts.
    case categories([String])
    /// Any text, with the keyword of its type.
    case text(String)
  }

  /// The columns.
  let header: TableHeader
  /// The number of records.
  let recordCount: Int
  /// What the format declares about the columns; `nil` for a format that doesn't.
  let declarations: [Declaration]?
  /// Returns the value in a record and column.
  let cell: (_ record: Int, _ column: Int) -> Cell

  /// The values of a column.
  func values(_ column: Int) -> some Sequence<Cell> {
    (0..<recordCount).lazy.map { cell($0, column) }
  }

  /// Whether a column has text; the first value counts, or the declaration.
  func isText(_ column: Int) -> Bool {
    if let declarations {
      if case .numbers = declarations[column] { return false } else { return true }
    }
    for value in values(column) {
      switch value {
      case .missing: continue
      case .number: return false
      case .text: return true
      }
    }
    return false
  }

  /// Whether any value of a column is text.
  func hasText(_ column: Int) -> Bool {
    isText(column) || values(column).contains { if case .text = $0 { true } else { false } }
  }

  /// The numbers of a column, without missing values and text.
  func numbers(_ column: Int) -> [Double] {
    values(column).compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  /// The whole numbers of a column; `nil` if a value is missing or something else.
  func wholeNumbers(_ column: Int) -> [Int]? {
    var numbers: [Int] = []
    for value in values(column) {
      guard case .number(let number) = value, let whole = Int(exactly: number) else { return nil }
      numbers.append(whole)
    }
    return numbers.isEmpty ? nil : numbers
  }

  /// Whether no value of a column is missing or occurs twice.
  func isDistinct(_ column: Int) -> Bool {
    var seen = Set<Cell>()
    return values(column).allSatisfy { $0 != .missing && seen.insert($0).inserted }
  }

  /// Whether a column has whole numbers with many repetitions.
  func looksLikeClasses(_ column: Int) -> Bool {
    wholeNumbers(column).map(Labels.resemble) ?? false
  }

  /// Whether the values of a column can be labels: text or whole numbers.
  func canBeLabels(_ column: Int) -> Bool {
    isText(column)
      || values(column).allSatisfy { value in
        if case .number(let number) = value { Int(exactly: number) != nil } else { true }
      }
  }

  /// Whether exactly one of some columns is 1 in each record, and the others are 0.
  func isOneHot(_ columns: some Collection<Int>) -> Bool {
    columns.count > 1
      && (0..<recordCount).allSatisfy { record in
        var sum = 0.0
        for column in columns {
          guard case .number(let number) = cell(record, column), number == 0 || number == 1 else {
            return false
          }
          sum += number
        }
        return sum == 1
      }
  }

  /// The fewest columns at the end of some columns that are one-hot; `nil` if there are none.
  func oneHotEnd(of columns: [Int]) -> [Int]? {
    var sums = [Double](repeating: 0, count: recordCount)
    for (index, column) in columns.enumerated().reversed() {
      for record in 0..<recordCount {
        guard case .number(let number) = cell(record, column), number == 0 || number == 1,
          sums[record] + number <= 1
        else { return nil }
        sums[record] += number
      }
      if index < columns.count - 1, sums.allSatisfy({ $0 == 1 }) { return Array(columns[index...]) }
    }
    return nil
  }
}
