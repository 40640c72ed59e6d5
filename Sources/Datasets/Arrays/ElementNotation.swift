/// How the place of an element is written in a message.
package enum ElementNotation {
  /// `x[0, 2]`, counted from 0, as NumPy's users write it.
  case brackets
  /// `X(1,3)`, counted from 1, as MATLAB's users write it.
  case parentheses

  /// The place with the given indices, which are counted from 0.
  func place(in name: String, _ indices: Int...) -> String {
    switch self {
    case .brackets: "\(name)[\(indices.map(String.init).joined(separator: ", "))]"
    case .parentheses: "\(name)(\(indices.map { String($0 + 1) }.joined(separator: ",")))"
    }
  }

  /// Where counting begins, for people.
  var origin: String {
    switch self {
    case .brackets: "rows and columns are counted from 0"
    case .parentheses: "rows and columns are counted from 1"
    }
  }
}
