import ArgumentParser
import Datasets
import NeuralNetwork
import Training

/// `fullbatch check-gradient`: the gradient against differences of the cost.
struct CheckGradientCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-gradient",
    abstract: "Holds the gradient against differences of the cost.",
    discussion: """
      The points are random: a gradient that was made with the loaded weights in place of the \
      parameters is right at the loaded weights, and nowhere else. Weights that are given are \
      checked as well. Exits with 1 when the check fails.
      """)

  @Option(help: ArgumentHelp("The data set.", valueName: "path"))
  var data: String

  @Option(help: ArgumentHelp("Weights to check at, beside random points.", valueName: "path"))
  var weights: String?

  @Option(help: ArgumentHelp("How many random points.", valueName: "n"))
  var points = 3

  @Option(help: "Where the random numbers start.")
  var seed: UInt64 = 1

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
    let loaded = try weights.map { try Loading.model($0) }
    var dataset = try Loading.datasets(data, dataOptions, Double.self).training
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
    if !verdict.passed {
      throw ToolError(
        exitCode: .checkFailed, message: "the gradient does not match the cost")
    }
  }
}
