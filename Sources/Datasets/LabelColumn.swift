/// The column of a table, or the attribute, that has the labels.
public enum LabelColumn: Hashable, Sendable {
  /// The column with this name in the header.
  case named(String)
  /// The column at this position, counted from 1, or backward from −1 for the last column.
  case position(Int)
}

extension LabelColumn {
  /// The value of ``DatasetOptions/labels``.
  var option: String {
    switch self {
    case .named(let name): name
    case .position(let position): "\(position)"
    }
  }

  /// Returns the index of a position among `count` columns, from 0; `nil` if there is none.
  static func index(ofPosition position: Int, among count: Int) -> Int? {
    guard (1...count).contains(Int(clamping: position.magnitude)) else { return nil }
    return position > 0 ? position - 1 : count + position
  }

  /// A list of names that fits in a line.
  static func shortList(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }
}
