extension MinimizationResult: CustomStringConvertible {
  /// The value, its gradient, the effort, and why the run ended, in one line.
  public var description: String {
    "f = \(value), ‖∇f‖∞ = \(gradientNorm) after \(iterations) iterations and \(evaluations), "
      + "\(parameters.count) parameters; \(stopReason)"
  }
}

extension IterationRecord: CustomStringConvertible {
  /// The iteration's number, value, gradient, step and effort, in one line.
  public var description: String {
    "iteration \(iteration): f = \(value), ‖∇f‖∞ = \(gradientNorm), "
      + "step length \(stepLength), \(evaluations)"
  }
}

extension EvaluationCounts: CustomStringConvertible {
  /// The number of evaluations, and of Hessian products and refreshes if there were any.
  public var description: String {
    var text = "\(gradients) evaluations"
    if hessianProducts > 0 { text += ", \(hessianProducts) Hessian products" }
    if preconditionerRefreshes > 0 { text += ", \(preconditionerRefreshes) refreshes" }
    return text
  }
}

extension Iterate: CustomStringConvertible {
  /// The value and the gradient's norm, in one line.
  public var description: String {
    "f = \(value), ‖∇f‖∞ = \(gradientNorm), \(point.count) parameters"
  }
}

extension MinimizationState: CustomStringConvertible {
  /// The iteration's number and the current iterate, in one line.
  public var description: String { "iteration \(iteration): \(iterate)" }
}
