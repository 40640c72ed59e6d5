import ArgumentParser
import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Training

/// Does one piece of work that other programs do as well, for `peers/compare.py`.
struct PeerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peer", abstract: "Times one piece of work beside other programs; prints JSON.",
    shouldDisplay: false)

  /// What is compared.
  enum Work: String, ExpressibleByArgument {
    /// ex4's cost and gradient at θ₀.
    case ex4
    /// Fashion-MNIST's with 100 hidden units.
    case fashion100 = "fashion-100"
    /// Fashion-MNIST's with 300 hidden units.
    case fashion300 = "fashion-300"
    /// ex4 down to the lowest target.
    case training
    /// An epoch of mini-batches.
    case sgd
    /// Reading ex4data1.mat.
    case mat
    /// Reading Fashion-MNIST's training images.
    case idx
  }

  @Argument var work: Work
  @Option(help: "double or float.") var precision = Precision.double
  @Option(help: "The start of the training run.") var seed: UInt64 = 1
  @Option(help: "The minimizer of the training run.")
  var minimizer = MinimizerKind.kroneckerLBFGS.rawValue

  func run() throws {
    switch precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    switch work {
    case .ex4: try printEvaluation(BenchmarkData.ex4Path, units: 25, Scalar.self)
    case .fashion100: try printEvaluation(BenchmarkData.fashionPath, units: 100, Scalar.self)
    case .fashion300: try printEvaluation(BenchmarkData.fashionPath, units: 300, Scalar.self)
    case .training:
      guard let minimizer = MinimizerKind(rawValue: minimizer) else {
        throw ValidationError("there is no minimizer \(minimizer)")
      }
      let digits = try BenchmarkData.read(BenchmarkData.ex4Path, as: Scalar.self)
      try printJSON(TrainingSuite.descent(on: digits, minimizer, seed: seed, threads: 2))
    case .sgd: try printJSON(Answer(SGDSuite.sample(Scalar.self)))
    case .mat: try printJSON(Answer(LoadingSuite.sample(BenchmarkData.ex4Path, Scalar.self)))
    case .idx: try printJSON(Answer(LoadingSuite.sample(BenchmarkData.fashionPath, Scalar.self)))
    }
  }

  private func printEvaluation<Scalar: BLASScalar>(
    _ path: String, units: Int, _: Scalar.Type
  ) throws {
    let task = NetworkTask(try BenchmarkData.read(path, as: Scalar.self), hidden: [units])
    var objective = task.objective(threads: 2)
    let cost = objective.value(at: task.start().span)
    let samples = task.sampleEvaluation(threads: 2, .peer)
    try printJSON(Answer(samples, cost: cost))
  }
}

extension Precision: ExpressibleByArgument {}

/// What the driver reads.
private struct Answer: Encodable {
  var milliseconds: Double
  var minimum: Double
  var cost: Double?

  init(_ samples: Samples, cost: Double? = nil) {
    milliseconds = 1e3 * samples.median
    minimum = 1e3 * samples.best
    self.cost = cost
  }
}

/// Writes θ₀ to standard output, as the bytes of its numbers: the start that peers have in common.
struct StartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Writes a starting point as raw doubles.", shouldDisplay: false)

  @Argument(help: "Layer sizes, such as 400-25-10.") var layers: String
  @Argument var seed: UInt64

  func run() {
    let topology = NetworkTopology(layers.split(separator: "-").compactMap { Int($0) })
    let start = startingPoint(topology: topology, seed: seed)
    start.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
  }
}
