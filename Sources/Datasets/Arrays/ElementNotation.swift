/// The notation of an element in messages.
package enum ElementNotation {
  /// `x[0, 2]`, counted from 0, as in NumPy.
  case brackets
  /// `X(1,3)`, counted from 1, as in MATLAB.
  case parentheses

  /// Returns the notation of an element with the given indices, counted from 0.
  func place(in name: String, _ indices: Int...) -> String { place(in: name, indices) }

  /// Returns the notation of an element with the given indices, counted from 0.
  func place(in name: String, _ indices: [Int]) -> String {
    switch self {
    case .brackets: "\(name)[\(indices.map(String.init).joined(separator: ", "))]"
    case .parentheses: "\(name)(\(indices.map { String($0 + 1) }.joined(separator: ",")))"
    }
  }

  /// The index base, for messages.
  var origin: String {
    switch self {
    case .brackets: "rows and columns are counted from 0"
    case .parentheses: "rows and columns are counted from 1"
    }
  }
}
