/// The positions of columns in options, and lists of names in messages.
enum ColumnPosition {
  /// Reads a position: `first`, `last` or `end`, or a number; `nil` for other text.
  static func position(_ text: some StringProtocol) -> Int? {
    switch text {
    case "first": 1
    case "last", "end": -1
    default: Int(text)
    }
  }

  /// Returns the index, from 0, of a position among `count` columns, counted from 1 or backward from
  /// −1 for the last one; `nil` if there is none.
  static func index(_ position: Int, among count: Int) -> Int? {
    guard (1...max(count, 1)).contains(Int(clamping: position.magnitude)), count > 0 else {
      return nil
    }
    return position > 0 ? position - 1 : count + position
  }

  /// A list of names that fits in a line.
  static func shortList(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }
}
