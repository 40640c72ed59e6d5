import Optimization
import Training

/// How much work each minimizer needs on ex4 until the cost is as low as asked.
enum TrainingSuite {
  /// The full-batch minimizers for networks of ex4's size.
  ///
  /// Levenberg–Marquardt is none of them: it would need a Gauss–Newton matrix of 10 285 × 10 285,
  /// and tens of seconds an iteration.
  static let minimizers = MinimizerKind.allCases.filter {
    $0 != .levenbergMarquardt && $0 != .stochasticGradientDescent
  }
  /// The starts.
  static let seeds: ClosedRange<UInt64> = 1...5

  static func run(into report: inout Report) throws {
    let task = try Problem.ex4.task(Double.self)
    for minimizer in minimizers {
      for seed in seeds {
        try report.descents.append(
          Descent(
            minimizer, on: task, for: .ex4, seed: seed,
            outputBiases: TrainingConfiguration().outputBiases))
      }
    }
  }
}
