/// The benchmarks, in the order in which they run.
enum Suite: String, CaseIterable {
  /// gemm's peak, and gemm at the shape of ex4's first layer.
  case gemm
  /// Each kernel of an evaluation, as a fraction of gemm's rate.
  case kernels
  /// Cost and gradient, cost alone, and what the objective's construction takes.
  case evaluation
  /// How an evaluation grows with examples, hidden units, layers and threads.
  case growth
  /// L-BFGS's own vector work.
  case iteration
  /// Work and seconds until the cost is as low as asked.
  case training
  /// An epoch of mini-batch gradient descent.
  case sgd
  /// Reading files.
  case loading

  /// Runs the benchmark and adds what it finds to a report.
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
