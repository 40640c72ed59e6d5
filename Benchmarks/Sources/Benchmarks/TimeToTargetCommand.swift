public import ArgumentParser
import LinearAlgebra
public import NeuralNetwork
public import Training

/// Trains once and reports the time to each target cost, for `baselines/training.py`.
struct TimeToTargetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time-to-target", abstract: "Trains until each target is reached; prints JSON.",
    shouldDisplay: false)

  @Argument var problem: Problem
  @Argument var minimizer: MinimizerKind
  @Option var outputBiases = OutputBiasInitializer.random
  @Option var seed: UInt64 = 1
  @Option(help: "double or float.") var precision = Precision.double

  func run() throws {
    switch precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    let task = try problem.task(Scalar.self)
    try printJSON(
      TimeToTarget(minimizer, on: task, for: problem, seed: seed, outputBiases: outputBiases))
  }
}

extension MinimizerKind: @retroactive ExpressibleByArgument {}
extension OutputBiasInitializer: @retroactive ExpressibleByArgument {}
