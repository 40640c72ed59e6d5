/// The columns of a table, and how options and messages name them.
struct TableHeader {
  /// What a column is called.
  enum Noun: String {
    /// In a table of text.
    case column
    /// In an ARFF file.
    case attribute
  }

  /// What a column is called.
  let noun: Noun
  /// The number of columns.
  let count: Int
  /// The names; `nil` if the table has none.
  let names: [String]?
  /// The names that several columns have.
  private let repeatedNames: Set<String>

  /// Describes columns.
  init(noun: Noun, count: Int, names: [String]?) {
    self.noun = noun
    self.count = count
    self.names = names
    var seen = Set<String>()
    repeatedNames = Set((names ?? []).filter { !seen.insert($0).inserted })
  }

  /// The name of a column; empty if it has none.
  func name(_ column: Int) -> String { names?[column] ?? "" }

  /// The name of a column in an option and in a sentence: its name, or its position, counted from 1.
  func reference(_ column: Int) -> String {
    let name = name(column)
    let isPlain = !name.isEmpty && Int(name) == nil && !name.contains { ",:".contains($0) }
    return isPlain && !repeatedNames.contains(name) ? name.excerpt : "\(column + 1)"
  }

  /// A list of columns that fits in a line.
  func list(_ columns: some Collection<Int>) -> String {
    ColumnPosition.shortList(columns.map(reference))
  }

  /// The first and the last of some columns.
  func span(_ columns: [Int]) -> String {
    columns.count < 3
      ? list(columns) : "\(reference(columns[0])) … \(reference(columns[columns.count - 1]))"
  }

  /// The place of a value.
  func place(_ column: Int, line: Int) -> String {
    switch noun {
    case .attribute: "line \(line), attribute \(name(column).excerpt)"
    case .column:
      "line \(line), column \(column + 1)"
        + (name(column).isEmpty ? "" : " (\(name(column).excerpt))")
    }
  }
}

extension TableHeader {
  /// Returns the columns that an option names.
  ///
  /// An element is a name, a position, counted from 1 or backward from −1, `first`, `last`, a range
  /// of these such as `a:f` or `2:last`, or several of them with commas in between; names of columns
  /// come first.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` for a column that the table doesn't have, or whose
  ///   name two columns have.
  func columns(_ elements: [String], option: String) throws(DatasetError) -> [Int] {
    var columns: [Int] = []
    for element in elements {
      if names?.contains(element) == true {
        columns.append(try column(element, option: option))
        continue
      }
      for part in element.split(separator: ",", omittingEmptySubsequences: false) {
        columns += try range(trimmed(part), option: option)
      }
    }
    return columns
  }

  private func range(_ text: String, option: String) throws(DatasetError) -> [Int] {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map(trimmed)
    guard ends.count == 2, names?.contains(text) != true else {
      return [try column(text, option: option)]
    }
    let first = try column(ends[0], option: option)
    let last = try column(ends[1], option: option)
    guard first <= last else {
      throw DatasetError(
        .missing, at: "\(noun)s \(text.excerpt)", "the range is empty",
        remedy: "give \(option) the \(noun) that comes first in the table in front of the colon")
    }
    return Array(first...last)
  }

  /// Returns the column with a name or position.
  private func column(_ text: String, option: String) throws(DatasetError) -> Int {
    let matches = names?.indices.filter { names![$0] == text } ?? []
    if matches.count == 1 { return matches[0] }
    let place = "\(noun) \(text.excerpt)"
    if matches.count > 1 {
      throw DatasetError(
        .missing, at: place, "\(matches.count) \(noun)s have this name",
        remedy: "give \(option) the position, counted from 1: "
          + ColumnPosition.shortList(matches.map { "\($0 + 1)" }))
    }
    let position = ColumnPosition.position(text)
    if let position, let index = ColumnPosition.index(position, among: count) {
      return index
    }
    throw DatasetError(
      .missing, at: place,
      position == nil && names == nil
        ? "the table has no header" : "no such \(noun); the table has \(count)",
      remedy: "give \(option) a position from 1 to \(count)"
        + (names == nil ? "" : ", or a name: " + ColumnPosition.shortList(names!.map(\.excerpt))))
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
