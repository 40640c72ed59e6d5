import ArgumentParser
import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Training

/// Exports a problem for the baseline programs, so that all work on the same numbers.
struct ProblemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problem", abstract: "Exports a problem for the baselines.", shouldDisplay: false,
    subcommands: [Describe.self, Export.self])

  /// Prints the description of a problem as JSON.
  struct Describe: ParsableCommand {
    @Argument var problem: Problem

    func run() throws { try printJSON(Description(problem, problem.task(Double.self))) }
  }

  /// Writes the description in one line, then raw doubles: the features, example by example, the
  /// class indices, and θ₀, each Theta column by column.
  struct Export: ParsableCommand {
    @Argument var problem: Problem
    @Option var outputBiases = OutputBiasInitializer.random
    @Option var seed: UInt64 = 1

    func run() throws {
      let task = try problem.task(Double.self)
      try write(JSONEncoder().encode(Description(problem, task)) + Data("\n".utf8))
      write(task.dataset.features.elements)
      write(task.dataset.classIndices.map(Double.init))
      write(task.start(seed: seed, outputBiases: outputBiases))
    }

    private func write(_ numbers: [Double]) {
      numbers.withUnsafeBytes { write(Data($0)) }
    }

    private func write(_ data: Data) { FileHandle.standardOutput.write(data) }
  }
}

/// The description of a problem for the baseline programs.
private struct Description: Encodable {
  var layers: [Int]
  var examples: Int
  var regularization: Double
  var targets: [Double]
  var maxEvaluations: Int
  var seconds: Double
  var minimizers: [String]
  var machine = Machine()

  init(_ problem: Problem, _ task: NetworkTask<Double>) {
    layers = task.topology.layerSizes
    examples = task.dataset.exampleCount
    regularization = problem.regularization
    targets = problem.targets
    maxEvaluations = problem.maxEvaluations
    seconds = Problem.timeLimit / .seconds(1)
    minimizers = TrainingSuite.minimizers.map(\.rawValue)
  }
}
