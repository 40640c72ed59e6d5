import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

/// `fullbatch check-gradient`: the gradient compared with finite differences of the cost.
struct CheckGradientCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-gradient",
    abstract: "Compare the gradient with finite differences of the cost.",
    discussion: """
      The gradient is checked at random points, and at --weights if given. A check at one point is \
      not enough: a gradient that uses the loaded weights instead of its argument is correct at the \
      loaded weights only. Each finite difference has an error bound, from the measured noise of \
      the cost; at a kink of ReLU the difference is one-sided. The exit code is 1 when the check \
      fails.
      """)

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp("Weights to check at, in addition to random points.", valueName: "path"))
  var weights: String?

  @Option(help: ArgumentHelp("Number of random points", valueName: "n"))
  var points = 3

  @Option(help: "Random seed")
  var seed: UInt64 = 1

  @Option(help: "Floating-point precision of the cost and its gradient")
  var precision: Precision = .double

  @OptionGroup var network: NetworkOptions
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1000).contains(points) else {
      throw ValidationError("--points must be between 1 and 1000")
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
    let loaded = try weights.map { try Loading.model($0, targets: network.targets) }
    var dataset = try Loading.datasets(
      data, dataOptions, for: loaded?.model.input,
      requiresLabels: (loaded?.model.targets ?? network.targets ?? .labels) == .labels, Scalar.self
    ).training
    if let loaded { dataset = try Loading.relabel(dataset, from: data, to: loaded) }
    var configuration = TrainingConfiguration()
    try network.apply(to: &configuration)
    configuration.targets = loaded?.model.targets ?? configuration.targets
    try Loading.requireTargets(configuration.targets, in: dataset, from: data)
    if loaded == nil { try Loading.requireClasses(configuration, in: dataset, from: data) }
    let topology =
      loaded?.model.topology
      ?? configuration.topology(featureCount: dataset.featureCount, classCount: dataset.classCount)
    var objective = configuration.objective(of: topology, for: dataset)
    let report = GradientCheckReport(
      &objective, randomPoints: points, given: loaded.map { [$0.model.parameters] } ?? [],
      seed: seed)
    if output.json {
      try JSON.print(report)
    } else {
      for line in report.lines(output.style) { Terminal.print(line) }
    }
    if let failure = report.failure {
      throw ToolError(exitCode: .checkFailed, message: failure)
    }
  }
}
