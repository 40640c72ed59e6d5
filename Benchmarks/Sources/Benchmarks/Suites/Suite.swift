/// The benchmarks, in the order of execution.
enum Suite: String, CaseIterable {
  /// gemm's peak, and gemm at the shape of ex4's first layer.
  case gemm
  /// Each kernel of an evaluation, as a fraction of gemm's rate.
  case kernels
  /// Cost and gradient, cost alone, and construction of the objective.
  case evaluation
  /// Scaling of an evaluation with examples, hidden units, layers and threads.
  case growth
  /// The vector operations of L-BFGS.
  case iteration
  /// Evaluations and seconds to each target cost.
  case training
  /// An epoch of mini-batch gradient descent.
  case sgd
  /// Reading files.
  case loading

  /// Runs the benchmark and adds its results to a report.
  func run(into report: inout Report) throws {
    switch self {
    case .gemm: GemmSuite.run(into: &report)
    case .kernels: try KernelSuite.run(into: &report)
    case .evaluation: try EvaluationSuite.run(into: &report)
    case .growth: try GrowthSuite.run(into: &report)
    case .iteration: IterationSuite.run(into: &report)
    case .training: try TrainingSuite.run(into: &report)
    case .sgd: try SGDSuite.run(into: &report)
    case .loading: LoadingSuite.run(into: &report)
    }
  }
}
