extension GradientCheck: CustomStringConvertible {
  /// The verdict, how many derivatives agree, and the worst of them, in one line.
  public var description: String {
    let agreeing = count(of: .agreement) + count(of: .kink)
    return
      "\(verdict): \(agreeing) of \(comparisons.count) derivatives agree with finite differences, "
      + "relative difference \(relativeDifference)" + (worst.map { "; worst: \($0)" } ?? "")
  }
}

extension GradientCheck.Comparison: CustomStringConvertible {
  /// The index and both derivatives, in one line.
  public var description: String {
    "[\(index)] analytic \(analytic), numerical \(numerical) ± \(errorBound) (\(finding.rawValue))"
  }
}
