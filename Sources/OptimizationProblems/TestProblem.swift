/// A least-squares problem with the start and the minima that its literature gives.
public protocol TestProblem: LeastSquaresProblem {
  /// The standard start x₀, n numbers.
  var standardStart: [Double] { get }

  /// Every local minimum that is known for these n and m, the lowest first.
  ///
  /// Empty where the literature gives none for this size.
  var knownMinima: [KnownMinimum] { get }
}
