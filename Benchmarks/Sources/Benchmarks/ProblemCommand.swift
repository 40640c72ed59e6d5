import ArgumentParser
import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Training

/// Hands a problem to other programs, so that all work on the same numbers.
struct ProblemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problem", abstract: "Hands a problem to other programs.", shouldDisplay: false,
    subcommands: [Describe.self, Export.self])

  /// Prints what a problem is, as JSON.
  struct Describe: ParsableCommand {
    @Argument var problem: Problem

    func run() throws { try printJSON(Description(problem, problem.task(Double.self))) }
  }

  /// Writes the description in one line, then raw doubles: the features, one example after the
  /// other, the class indices, and θ₀, each Theta column by column.
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

/// What another program has to know of a problem.
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
