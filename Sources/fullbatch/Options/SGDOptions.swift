public import ArgumentParser
import NeuralNetwork
public import Training

/// Mini-batches: the options of `--minimizer sgd`, `adam` and `adamw` only.
struct SGDOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Examples per mini-batch (default: 10 for sgd, 128 for adam and adamw).", valueName: "n"))
  var batchSize: Int?

  @Option(
    help: ArgumentHelp(
      "Passes over the training examples (default: 30 for sgd, 100 for adam and adamw).",
      valueName: "n"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "Initial learning rate (default: 0.3 for sgd, 0.001 for adam and adamw).",
      valueName: "rate"))
  var learningRate: Double?

  @Option(
    help: ArgumentHelp(
      """
      Learning rate schedule: constant, step:F:N (multiply by F every N epochs), inverse:D \
      (divide by 1 + D · epoch), cosine:T[:W[:MIN]] (to MIN, by default 0, over T epochs, the \
      first W a linear warm-up), or plateau[:F:N:TOL] (multiply by F after N epochs whose mean \
      loss has not decreased by TOL; 0.2, 2 and 1e-4 by default).
      """, valueName: "schedule"))
  var schedule: LearningRateSchedule?

  @Option(
    help: ArgumentHelp(
      "Momentum coefficient of sgd, at least 0 and less than 1 (default: no momentum).",
      valueName: "coefficient"))
  var momentum: Double?

  @Flag(help: "Use Nesterov momentum.")
  var nesterov = false

  @Option(
    help: ArgumentHelp(
      "Scale the gradient of a mini-batch to this 2-norm where it is longer (default: no limit).",
      valueName: "norm"))
  var clipNorm: Double?

  @Flag(
    name: .customLong("no-shuffle"),
    help: "Keep the order of the data instead of shuffling it before each epoch.")
  var keepsOrder = false

  @Flag(help: "Compute the cost over all training examples after each epoch, not only at the end.")
  var fullLoss = false

  @Option(name: .customLong("batch"), help: .private)
  var formerBatch: Int?

  @Flag(name: .customLong("exact-cost"), help: .private)
  var formerExactCost = false

  /// Whether the cost over all training examples is computed after each epoch.
  var computesFullLoss: Bool { fullLoss || formerExactCost }

  private var chosenBatchSize: Int? { batchSize ?? formerBatch }

  func validate() throws {
    guard chosenBatchSize ?? 1 >= 1 else {
      throw ValidationError("--batch-size must be at least 1")
    }
    guard epochs ?? 0 >= 0 else { throw ValidationError("--epochs must not be negative") }
    guard learningRate.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--learning-rate must be a finite number above 0")
    }
    guard clipNorm.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--clip-norm must be a finite number above 0")
    }
    guard (0..<1).contains(momentum ?? 0) else {
      throw ValidationError("--momentum must be at least 0 and less than 1")
    }
    guard !nesterov || momentum != nil else {
      throw ValidationError("--nesterov requires --momentum")
    }
  }

  /// Sets the hyperparameters that were given; the others keep their values.
  func apply(to configuration: inout TrainingConfiguration) throws {
    guard configuration.minimizer.usesMiniBatches else {
      if let name = given.first {
        throw ValidationError("\(name) is an option of --minimizer sgd, adam and adamw")
      }
      return
    }
    guard configuration.minimizer == .stochasticGradientDescent || momentum == nil else {
      throw ValidationError(
        "--momentum does not apply to --minimizer \(configuration.minimizer.rawValue) "
          + "(see --beta1)")
    }
    if formerBatch != nil { Terminal.noteRenamed("--batch", "--batch-size") }
    if formerExactCost { Terminal.noteRenamed("--exact-cost", "--full-loss") }
    configuration.miniBatches.batchSize = chosenBatchSize ?? configuration.miniBatches.batchSize
    configuration.miniBatches.epochs = epochs ?? configuration.miniBatches.epochs
    configuration.miniBatches.learningRate = learningRate ?? configuration.miniBatches.learningRate
    configuration.miniBatches.schedule = schedule ?? configuration.miniBatches.schedule
    if let momentum {
      configuration.miniBatches.update = nesterov ? .nesterov(momentum) : .momentum(momentum)
    }
    configuration.miniBatches.clipNorm = clipNorm ?? configuration.miniBatches.clipNorm
    if keepsOrder { configuration.miniBatches.shufflesExamples = false }
  }

  /// The names of the options that were given.
  private var given: [String] {
    [
      ("--batch-size", chosenBatchSize != nil), ("--epochs", epochs != nil),
      ("--learning-rate", learningRate != nil), ("--schedule", schedule != nil),
      ("--momentum", momentum != nil), ("--clip-norm", clipNorm != nil),
      ("--no-shuffle", keepsOrder),
      ("--full-loss", computesFullLoss),
    ].filter(\.1).map(\.0)
  }
}

extension LearningRateSchedule: ExpressibleByArgument {}
