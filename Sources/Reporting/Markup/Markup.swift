/// A piece of HTML or SVG that is escaped by construction.
///
/// Text and attribute values are added only by ``text(_:)`` and ``element(_:_:_:)``, which escape
/// them, so a label or a file name can't become markup.
struct Markup {
  /// The source, ready to be written.
  let source: String

  private init(source: String) { self.source = source }

  /// Characters, escaped.
  ///
  /// Control characters other than tab and newline are not allowed in XML and are replaced by U+FFFD.
  static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// An element with its attributes and its content.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: Markup...
  ) -> Markup {
    element(name, attributes, content)
  }

  /// An element with its attributes and the pieces that it contains.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [Markup]
  ) -> Markup {
    let attributes = attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    let opening = "<\(name)\(attributes)>"
    return Markup(
      source: void.contains(name) ? opening : opening + group(content).source + "</\(name)>")
  }

  /// Pieces one after the other.
  static func group(_ pieces: [Markup]) -> Markup {
    Markup(source: pieces.lazy.map(\.source).joined())
  }

  /// A style sheet that is part of this program; it never contains data.
  static func styleSheet(_ rules: StaticString) -> Markup {
    Markup(source: "<style>\n\(rules)\n</style>")
  }

  /// Elements of HTML that have no end tag.
  private static let void: Set<String> = ["br", "hr", "img", "meta"]

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      case "\0"..." ", "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}":
        escaped += scalar == " " ? " " : "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
