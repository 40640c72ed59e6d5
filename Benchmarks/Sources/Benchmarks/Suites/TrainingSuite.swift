import Optimization
import Training

/// The work that each minimizer needs on ex4 to reach each target cost.
enum TrainingSuite {
  /// The full-batch minimizers for networks of ex4's size.
  ///
  /// Levenberg–Marquardt is left out: it would need a Gauss–Newton matrix of 10 285 × 10 285, and
  /// tens of seconds per iteration.
  static let minimizers = MinimizerKind.allCases.filter {
    $0 != .levenbergMarquardt && !$0.usesMiniBatches
  }
  /// The random seeds.
  static let seeds: ClosedRange<UInt64> = 1...5

  static func run(into report: inout Report) throws {
    let task = try Problem.ex4.task(Double.self)
    for minimizer in minimizers {
      for seed in seeds {
        try report.trainingRuns.append(
          TimeToTarget(
            minimizer, on: task, for: .ex4, seed: seed,
            outputBiases: TrainingConfiguration().outputBiases))
      }
    }
  }
}
