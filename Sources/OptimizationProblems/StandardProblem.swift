/// An instance of the standard test set: a problem of the paper with fixed dimensions.
public struct StandardProblem: Sendable {
  /// The number of the problem in the paper, 1…35.
  public let number: Int

  /// The name of the problem in the paper.
  public let name: String

  /// The problem: its residuals and Jacobian.
  public let problem: any TestProblem

  /// A short name of the instance, unique in the set: number, n and m, like `21:n10,m10`.
  public var identifier: String { "\(number):n\(parameterCount),m\(residualCount)" }

  /// n, the number of unknowns.
  public var parameterCount: Int { problem.parameterCount }

  /// m, the number of residuals.
  public var residualCount: Int { problem.residualCount }

  /// The standard starting point x₀.
  public var start: [Double] { problem.standardStart }

  /// The known local minima, the lowest first.
  public var minima: [KnownMinimum] { problem.knownMinima }

  /// Creates an objective with its own workspace.
  public func makeObjective() -> SumOfSquares { SumOfSquares(problem) }

  init(_ number: Int, _ name: String, _ problem: any TestProblem) {
    self.number = number
    self.name = name
    self.problem = problem
  }
}

extension StandardProblem: CustomStringConvertible {
  /// The name and the size, like `Watson (n = 9, m = 31)`.
  public var description: String { "\(name) (n = \(parameterCount), m = \(residualCount))" }
}
