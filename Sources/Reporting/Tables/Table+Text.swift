extension Table {
  /// The table as lines of aligned text, each ended by a newline.
  ///
  /// Text is left-aligned, numbers are right-aligned, columns are two spaces apart; an empty line
  /// separates the groups. No line ends in spaces. A column is as wide as its widest cell,
  /// counted in characters.
  public func text(_ style: TextStyle = .plain) -> String {
    let heading = columns.map(\.title)
    let body = groups.map { rows in
      rows.map { row in zip(row, columns).map { text(of: $0, in: $1) } }
    }
    let widths = columns.indices.map { column in
      ([heading] + body.joined()).lazy.map { $0[column].count }.max() ?? 0
    }
    let headingLine = style.bold(line(heading, widths: widths))
    let groupLines = body.lazy.filter { !$0.isEmpty }
      .map { rows in rows.map { line($0, widths: widths) + "\n" }.joined() }
    return headingLine + "\n" + groupLines.joined(separator: "\n")
  }

  private func line(_ words: [String], widths: [Int]) -> String {
    var line = ""
    for (column, word) in words.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - word.count)
      line += column == 0 ? "" : "  "
      line += columns[column].kind == .text ? word + padding : padding + word
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// Whether text may contain the escape sequences of a terminal.
///
/// The caller decides (a terminal, `NO_COLOR`, `--no-color`); nothing here reads the environment.
public enum TextStyle: Sendable {
  /// Characters only.
  case plain
  /// ANSI escape sequences (ECMA-48, Select Graphic Rendition) for weight and color.
  case color

  /// The text in bold.
  public func bold(_ text: String) -> String { marked(text, 1) }
  /// The text in green, for a result that is right.
  public func good(_ text: String) -> String { marked(text, 32) }
  /// The text in red, for a result that is wrong.
  public func bad(_ text: String) -> String { marked(text, 31) }

  private func marked(_ text: String, _ code: Int) -> String {
    self == .color && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
