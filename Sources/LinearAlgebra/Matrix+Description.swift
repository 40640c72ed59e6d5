extension Matrix: CustomStringConvertible {
  /// The shape and the element type, as in "5000 × 400 matrix of Double".
  public var description: String { "\(rows) × \(columns) matrix of \(Scalar.self)" }
}
