internal import Random

/// An objective whose value and gradient come from a closure.
///
///     var objective = ClosureObjective(parameterCount: 2) { x, gradient in
///       gradient[0] = 2 * x[0]
///       gradient[1] = 6 * x[1]
///       return x[0] * x[0] + 3 * x[1] * x[1]
///     }
///     var minimizer = NonlinearConjugateGradient(parameterCount: 2)
///     let result = minimize(&objective, from: [1, 1], using: &minimizer)
///
/// Hessian products are central differences of the gradient. A type that conforms to ``Objective``
/// can compute them exactly, keep work buffers, and compute in `Float`.
public struct ClosureObjective: Objective, ~Copyable {
  /// A function that returns f(x) and writes all n components of ∇f(x).
  public typealias Function = (
    _ point: Span<Double>, _ gradient: inout MutableSpan<Double>
  ) -> Double

  /// n, the number of parameters.
  public let parameterCount: Int
  private let function: Function

  /// Wraps a closure.
  ///
  /// - Parameters:
  ///   - parameterCount: n, at least 0.
  ///   - function: returns f(x) and writes ∇f(x); it is called on the thread that minimizes.
  /// - Precondition: `parameterCount` is not negative.
  public init(parameterCount: Int, _ function: @escaping Function) {
    precondition(parameterCount >= 0, "the parameter count must not be negative")
    self.parameterCount = parameterCount
    self.function = function
  }

  /// Returns f(x) and writes ∇f(x).
  public mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    function(point, &gradient)
  }
}

/// Minimizes a function given as a closure, by L-BFGS.
///
///     let result = minimize(from: [-1.2, 1]) { x, gradient in
///       let bend = x[1] - x[0] * x[0]
///       gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0])
///       gradient[1] = 200 * bend
///       return 100 * bend * bend + (1 - x[0]) * (1 - x[0])
///     }
///     print(result.parameters, result.stopReason)
///
/// A wrong gradient is the usual mistake: ``checkGradient(at:over:seed:of:)`` finds it. For another
/// algorithm pass a ``ClosureObjective`` to
/// ``minimize(_:from:using:stoppingWhen:interruptedBy:observing:)``.
///
/// - Parameters:
///   - start: x₀; its count is n.
///   - criteria: when to stop; by default as soon as ‖∇f(x)‖∞ ≤ 1e−6.
///   - token: stops the run before its next evaluation once it is raised; by default nothing raises
///     it.
///   - function: returns f(x) and writes all n components of ∇f(x). It may return a value that is
///     not finite: the line search then tries a shorter step.
///   - observe: called with the starting point and after each iteration.
/// - Returns: the best point, its value, and why the run ended; see ``MinimizationResult``.
/// - Complexity: L-BFGS with its default configuration; memory for about 110 vectors of n.
public func minimize(
  from start: [Double], stoppingWhen criteria: StoppingCriteria = StoppingCriteria(),
  interruptedBy token: StopToken = StopToken(),
  _ function: ClosureObjective.Function,
  observing observe: IterationObserver<QuasiNewtonState<IdentityInverseHessian.State>> = {
    _, _ in .proceed
  }
) -> MinimizationResult {
  withoutActuallyEscaping(function) { function in
    var objective = ClosureObjective(parameterCount: start.count, function)
    var minimizer = LBFGS(parameterCount: start.count)
    return minimize(
      &objective, from: start, using: &minimizer, stoppingWhen: criteria, interruptedBy: token,
      observing: observe)
  }
}

/// Compares a closure's gradient at a point with finite differences of its value.
///
///     let check = checkGradient(at: [0.3, 0.7]) { x, gradient in … }
///     precondition(check.verdict == .consistent, "\(check)")
///
/// - Parameters:
///   - point: x; its count is n.
///   - extent: the lines to check along; by default every component.
///   - seed: the random seed of directions and of sampled components; by default 1.
///   - function: returns f(x) and writes all n components of ∇f(x).
/// - Returns: the comparisons and their verdict; see ``checkGradient(of:at:over:using:)``.
public func checkGradient(
  at point: [Double], over extent: GradientCheck.Extent = .everyComponent, seed: UInt64 = 1,
  of function: ClosureObjective.Function
) -> GradientCheck {
  withoutActuallyEscaping(function) { function in
    var objective = ClosureObjective(parameterCount: point.count, function)
    return checkGradient(of: &objective, at: point, over: extent, seed: seed)
  }
}

/// Compares an objective's gradient at a point with finite differences of its value, along lines
/// drawn from a fixed random seed.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, one number per parameter.
///   - extent: the lines to check along; by default every component.
///   - seed: the random seed of directions and of sampled components; by default 1.
/// - Returns: the comparisons and their verdict; see ``checkGradient(of:at:over:using:)``.
public func checkGradient<Function: Objective & ~Copyable>(
  of objective: inout Function, at point: [Double],
  over extent: GradientCheck.Extent = .everyComponent, seed: UInt64 = 1
) -> GradientCheck {
  var generator = SplitMix64(seed: seed)
  return checkGradient(of: &objective, at: point, over: extent, using: &generator)
}
