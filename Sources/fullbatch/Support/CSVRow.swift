/// Rows of comma-separated values.
///
/// Source: Shafranovich, RFC 4180, section 2.
enum CSVRow {
  /// A row without its line break; a field with a comma, a quote or a line break stands in quotes,
  /// with its own quotes doubled.
  static func text(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    // Unicode scalars, since a carriage return and a line feed are one character.
    guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
