/// A variable, or some of its columns, as an option names it: `images`, `data.X`, `data(:,end)`,
/// `data(:,1:4)`, `data:last`, `data:3`.
struct VariableSelection {
  /// The path of the variable; `nil` if only columns are given, as in `7` or `last`.
  let path: String?
  /// The columns; `nil` for all of them.
  let columns: Columns?

  /// Some columns of a matrix, counted from 1, or backward from −1 for the last one.
  struct Columns: Equatable {
    let first: Int
    let last: Int

    /// Returns the indices among `count` columns, from 0; `nil` if there are no such columns.
    func indices(among count: Int) -> Range<Int>? {
      guard let first = ColumnPosition.index(first, among: count),
        let last = ColumnPosition.index(last, among: count), first <= last
      else { return nil }
      return first..<last + 1
    }
  }

  /// Reads an option, preferring a variable whose path is the whole text.
  init(_ text: String, among variables: [DataVariable]) {
    if variables.contains(where: { $0.path == text }) {
      path = text
      columns = nil
    } else if let columns = Self.columns(text) {
      path = nil
      self.columns = columns
    } else if text.hasSuffix(")"), let open = text.firstIndex(of: "("),
      text[text.index(after: open)...].hasPrefix(":,"),
      let columns = Self.columns(text[text.index(open, offsetBy: 3)...].dropLast())
    {
      path = String(text[..<open])
      self.columns = columns
    } else if let colon = text.firstIndex(of: ":"),
      let columns = Self.columns(text[text.index(after: colon)...])
    {
      path = String(text[..<colon])
      self.columns = columns
    } else {
      path = text
      columns = nil
    }
  }

  /// Reads `3`, `last`, `end`, `first`, `-1` or `2:end`.
  private static func columns(_ text: some StringProtocol) -> Columns? {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { ColumnPosition.position($0) }
    guard let first = ends.first, let first, let last = ends.last, let last, ends.count <= 2,
      first != 0, last != 0
    else { return nil }
    return Columns(first: first, last: last)
  }
}
