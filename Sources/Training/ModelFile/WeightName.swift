/// What the path of an array says about its place in a network, as in `Theta2`, `b1`, `coefs_0`,
/// `Theta{2}`, `layers(1).W` and `fc1.weight`.
struct WeightName: Hashable {
  /// The programs and courses that a name comes from.
  enum Family: CaseIterable {
    /// A matrix per layer, with the biases in its first column: the exercises ex2 to ex4.
    case theta
    /// A matrix and a vector of biases per layer, in any orientation.
    case weights
    /// The same in scikit-learn, where a multilayer perceptron has a row per input.
    case coefficients
  }

  /// What an array holds.
  enum Role: CaseIterable {
    case matrix
    case biases
  }

  let family: Family
  let role: Role
  /// The number of the layer, from 0 or 1; `nil` if the name has none.
  let number: Int?
  /// The path before and behind the number.
  let prefix: String
  let suffix: String
  /// What the arrays of a network have in common: the path to them and, for a Theta, its spelling.
  let group: String

  /// Reads a path; `nil` for names that are not those of weights.
  init?(_ path: String) {
    let lastDot = path.lastIndex(of: ".")
    let leafStart = lastDot.map { path.index(after: $0) } ?? path.startIndex
    let leaf = path[leafStart...]
    var (stem, container) = (String(leaf), String(path[..<leafStart]))
    var place: Range<String.Index>?
    if let digits = Self.lastDigits(of: leaf),
      path[digits.upperBound...].allSatisfy({ "})".contains($0) })
    {
      place = digits
      stem = String(leaf[..<digits.lowerBound])
    } else if let digits = Self.lastDigits(of: path[..<leafStart]) {
      place = digits
      container = path[..<digits.lowerBound] + "#" + path[digits.upperBound..<leafStart]
    }
    let spelling = stem.trimming { "_{(".contains($0) }
    guard let (family, role) = Self.meaning(ofStem: spelling.lowercased()) else { return nil }
    self.family = family
    self.role = role
    number = place.flatMap { Int(path[$0]) }
    guard (number != nil) == (place != nil) else { return nil }
    prefix = place.map { String(path[..<$0.lowerBound]) } ?? path
    suffix = place.map { String(path[$0.upperBound...]) } ?? ""
    group = family == .theta ? container + spelling : container
  }

  /// The path of the array of another layer.
  func path(number: Int) -> String { "\(prefix)\(number)\(suffix)" }

  private static func meaning(ofStem stem: String) -> (Family, Role)? {
    switch stem {
    case "theta", "thetas", "all_theta", "alltheta": (.theta, .matrix)
    case "w", "weight", "weights": (.weights, .matrix)
    case "b", "bias", "biases": (.weights, .biases)
    case "coef", "coefs": (.coefficients, .matrix)
    case "intercept", "intercepts": (.coefficients, .biases)
    default: nil
    }
  }

  /// The last run of ASCII digits.
  private static func lastDigits(of text: Substring) -> Range<String.Index>? {
    func isDigit(_ character: Character) -> Bool { "0"..."9" ~= character }
    guard let last = text.lastIndex(where: isDigit) else { return nil }
    let start = text[..<last].lastIndex { !isDigit($0) }.map { text.index(after: $0) }
    return (start ?? text.startIndex)..<text.index(after: last)
  }
}

extension String {
  /// The text without the characters at its end that fulfill a condition.
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    String(self[..<(lastIndex { !isTrimmed($0) }.map { index(after: $0) } ?? startIndex)])
  }
}
