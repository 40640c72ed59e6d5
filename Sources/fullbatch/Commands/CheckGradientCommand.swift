import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

/// `fullbatch check-gradient`: the gradient compared with finite differences of the cost.
struct CheckGradientCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-gradient",
    abstract: "Compares the gradient with finite differences of the cost.",
    discussion: """
      The points are random: a gradient that was computed with the loaded weights in place of the \
      parameters is right at the loaded weights, and nowhere else. Weights that are given are \
      checked as well. Every derivative has an error bound of its own, from the measured noise of \
      the cost; a kink, as ReLU has them, is tested on one side. Exits with 1 when the check fails.
      """)

  @Option(help: ArgumentHelp("The data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Weights to check at, beside random points.", valueName: "path"))
  var weights: String?

  @Option(help: ArgumentHelp("How many random points.", valueName: "n"))
  var points = 3

  @Option(help: "The random seed.")
  var seed: UInt64 = 1

  @Option(help: "The precision of the cost and the gradient.")
  var precision: Precision = .double

  @OptionGroup var network: NetworkOptions
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1000).contains(points) else {
      throw ValidationError("--points \(points): between 1 and 1000 are possible")
    }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(weights, by: "--weights")
    try files.requireDistinct()
    switch precision {
    case .double: try check(in: Double.self)
    case .float: try check(in: Float.self)
    }
  }

  private func check<Scalar: BLASScalar>(in _: Scalar.Type) throws {
    let loaded = try weights.map { try Loading.model($0) }
    var dataset = try Loading.datasets(data, dataOptions, Scalar.self).training
    if let loaded { dataset = try Loading.fit(dataset, from: data, to: loaded) }
    var plan = TrainingPlan()
    network.apply(to: &plan)
    let topology =
      loaded?.model.topology
      ?? plan.topology(featureCount: dataset.featureCount, classCount: dataset.classCount)
    var objective = NetworkObjective(
      topology: topology, features: dataset.features, classIndices: dataset.classIndices,
      regularization: plan.regularization)
    let verdict = GradientVerdict(
      &objective, randomPoints: points, given: loaded.map { [$0.model.parameters] } ?? [],
      seed: seed)
    if output.json {
      try JSON.print(verdict)
    } else {
      for line in verdict.lines { Terminal.print(line) }
    }
    if let failure = verdict.failure {
      throw ToolError(exitCode: .checkFailed, message: failure)
    }
  }
}
