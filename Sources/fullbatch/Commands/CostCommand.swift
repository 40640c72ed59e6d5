import ArgumentParser
import Datasets
import NeuralNetwork
import Reporting
import Training

/// `fullbatch cost`: J and ‖∇J‖ at given weights.
struct CostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Evaluate the cost and its gradient at given weights.")

  @Option(help: ArgumentHelp("Data set.", valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp(
      "Weights: a .mat or .npz file with Theta1, Theta2, …, or W1, b1, W2, b2, ….",
      valueName: "path"))
  var weights: String

  @Option(
    help: ArgumentHelp(
      "Sizes of all layers, such as 400,25,10, for weights stored as one vector.",
      valueName: "sizes"))
  var layers: UnitList?

  @Option(
    help: """
      What the outputs are: labels, or features for an autoencoder whose file does not say so
      """)
  var targets: TargetKind?

  @Option(help: "L2 regularization strength λ")
  var lambda = 0.0

  @Option(help: "Number of threads; the result does not depend on it")
  var threads = 1

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard layers.map({ $0.units.count >= 2 }) ?? true else {
      throw ValidationError("--layers needs an input and an output layer, as in 400,25,10")
    }
    guard lambda >= 0, lambda.isFinite else {
      throw ValidationError("--lambda must be a finite number that is not negative")
    }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads must be between 1 and 1024")
    }
  }

  func run() throws {
    var files = CommandFiles()
    files.readDataset(data, by: "--data")
    files.read(weights, by: "--weights")
    try files.requireDistinct()
    let loaded = try Loading.model(weights, layers: layers?.units, targets: targets)
    let dataset = try Loading.relabel(
      Loading.datasets(
        data, dataOptions, for: loaded.model.input,
        requiresLabels: loaded.model.targets == .labels, Double.self
      ).training, from: data, to: loaded)
    let model = loaded.model
    var configuration = TrainingConfiguration()
    configuration.targets = model.targets
    configuration.regularization = lambda
    try Loading.requireTargets(model.targets, in: dataset, from: data)
    var objective = configuration.objective(of: model.topology, for: dataset, threads: threads)
    let summary = CostSummary(&objective, at: model.parameters)
    if output.json { try JSON.print(summary) } else { print(summary, of: model.topology) }
    if let fault = summary.fault { throw CostTerms.failure(fault, file: weights) }
  }

  private func print(_ summary: CostSummary, of topology: NetworkTopology) {
    Terminal.print("network          \(topology), \(summary.examples) examples")
    Terminal.print("cost J           \(summary.cost)   (λ = \(lambda))")
    Terminal.print("  data           \(summary.unregularizedCost)")
    Terminal.print("  regularization \(summary.regularization)")
    Terminal.print("gradient ‖∇J‖₂   \(summary.gradientNorm)")
    Terminal.print("         ‖∇J‖∞   \(summary.gradientInfinityNorm)")
  }
}
