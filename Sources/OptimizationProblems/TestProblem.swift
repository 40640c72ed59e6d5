/// A least-squares problem with the starting point and the minima from the literature.
public protocol TestProblem: LeastSquaresProblem {
  /// The standard starting point x₀, n numbers.
  var standardStart: [Double] { get }

  /// The known local minima for these n and m, the lowest first.
  ///
  /// It is empty if the literature has none for this size.
  var knownMinima: [KnownMinimum] { get }
}
