public import ArgumentParser
import NeuralNetwork
public import Training

/// The epochs of mini-batch gradient descent; options of `--minimizer sgd` alone.
struct SGDOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Examples of a mini-batch (default: 10).", valueName: "n"))
  var batch: Int?

  @Option(
    help: ArgumentHelp("How often to go through the examples (default: 30).", valueName: "n"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp("The learning rate of the first epoch (default: 0.3).", valueName: "η"))
  var learningRate: Double?

  @Option(
    help: ArgumentHelp(
      """
      How the learning rate changes: constant, step:F:N (times F after each N epochs), or \
      inverse:D (divided by 1 + D · epoch).
      """, valueName: "rule"))
  var schedule: LearningRateSchedule?

  @Option(help: ArgumentHelp("Keep this share of the last step's velocity.", valueName: "μ"))
  var momentum: Double?

  @Flag(help: "Take Nesterov's step with the momentum.")
  var nesterov = false

  @Flag(name: .customLong("no-shuffle"), help: "Take the examples in the order of the data.")
  var keepsOrder = false

  @Flag(help: "Compute the cost over all examples after each epoch, and not only at the end.")
  var exactCost = false

  func validate() throws {
    guard batch ?? 1 >= 1 else { throw ValidationError("--batch: at least 1 is needed") }
    guard epochs ?? 0 >= 0 else { throw ValidationError("--epochs can't be negative") }
    guard learningRate.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--learning-rate: a finite number above 0 is needed")
    }
    guard (0..<1).contains(momentum ?? 0) else {
      throw ValidationError("--momentum: from 0 to below 1 is possible")
    }
    guard !nesterov || momentum != nil else {
      throw ValidationError("--nesterov needs --momentum")
    }
  }

  /// Puts what was given on the command line into a plan; what was not given stays as it is.
  func apply(to plan: inout TrainingPlan) throws {
    guard plan.minimizer == .stochasticGradientDescent else {
      if let name = given.first {
        throw ValidationError("\(name) is an option of --minimizer sgd")
      }
      return
    }
    plan.miniBatches.batchSize = batch ?? plan.miniBatches.batchSize
    plan.miniBatches.epochs = epochs ?? plan.miniBatches.epochs
    plan.miniBatches.learningRate = learningRate ?? plan.miniBatches.learningRate
    plan.miniBatches.schedule = schedule ?? plan.miniBatches.schedule
    if let momentum {
      plan.miniBatches.update = nesterov ? .nesterov(momentum) : .momentum(momentum)
    }
    if keepsOrder { plan.miniBatches.shufflesExamples = false }
  }

  /// The names of the options that were given.
  private var given: [String] {
    [
      ("--batch", batch != nil), ("--epochs", epochs != nil),
      ("--learning-rate", learningRate != nil), ("--schedule", schedule != nil),
      ("--momentum", momentum != nil), ("--no-shuffle", keepsOrder), ("--exact-cost", exactCost),
    ].filter(\.1).map(\.0)
  }
}

extension LearningRateSchedule: ExpressibleByArgument {}
