/// Whether text goes to a place that understands colours.
///
/// The caller decides (a terminal, `NO_COLOR`, `--no-color`); nothing here looks at the
/// environment.
public enum TextStyle: Sendable {
  /// Characters only.
  case plain
  /// ANSI escape sequences (ECMA-48, Select Graphic Rendition) for weight and colour.
  case colour

  /// The text in bold.
  public func bold(_ text: String) -> String { marked(text, 1) }
  /// The text made less prominent.
  public func faint(_ text: String) -> String { marked(text, 2) }
  /// The text as something that is well.
  public func good(_ text: String) -> String { marked(text, 32) }
  /// The text as something that is wrong.
  public func bad(_ text: String) -> String { marked(text, 31) }

  private func marked(_ text: String, _ code: Int) -> String {
    self == .colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
