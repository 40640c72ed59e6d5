public import ArgumentParser
import Foundation
public import NeuralNetwork
import Optimization
public import Training

/// The algorithm, the initialization, the stopping criteria, the precision and the threads.
struct TrainingOptions: ParsableArguments {
  @Option(help: "Optimization algorithm (default: kronecker-lbfgs)")
  var minimizer: MinimizerKind?

  @Option(help: ArgumentHelp("Maximum number of iterations (default: 400).", valueName: "n"))
  var maxIterations: Int?

  @Option(
    help: ArgumentHelp("Maximum number of cost evaluations and Hessian products.", valueName: "n"))
  var maxEvaluations: Int?

  @Option(
    help: ArgumentHelp(
      "Stop when ‖∇J‖∞ is at most this (default: 1e-5).", valueName: "g"))
  var gradientTolerance: Double?

  @Option(help: ArgumentHelp("Stop when the cost is at most this.", valueName: "J"))
  var targetCost: Double?

  @Option(help: ArgumentHelp("Maximum duration in seconds; inf for no limit.", valueName: "s"))
  var timeLimit: Double?

  @Option(
    name: .customLong("init"),
    help: """
      Weight initialization: uniform (±0.12, the default), layer-uniform, unit-uniform, normal, \
      glorot, he, or one number for all parameters.
      """)
  var initializer: WeightInitializer?

  @Option(help: "Initialization of the output biases (default: class-frequencies)")
  var outputBiases: OutputBiasInitializer?

  @Option(
    help: ArgumentHelp(
      """
      Start on subsamples of these sizes, as fractions of the training set such as 0.2,0.5, and \
      enlarge them when unseen examples no longer improve; 1 always uses all examples (default: 1; \
      kronecker-lbfgs starts with natural-gradient mini-batches instead).
      """, valueName: "fractions"))
  var sampleSizes: SampleSizes?

  @Option(name: .customLong("samples"), help: .private)
  var formerSamples: SampleSizes?

  @Option(
    help: """
      Network that is kept: that of the last iteration, or that with the best accuracy or cost on the \
      validation set (default: final)
      """)
  var keep: KeptPoint?

  @Option(help: "Random seed (default: 1).")
  var seed: UInt64?

  @Option(help: "Floating-point precision of the cost and its gradient (default: double)")
  var precision: Precision?

  @Option(help: "Number of threads; the result does not depend on it")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  /// The shortest time limit in seconds, enough for the first evaluation.
  private static let shortestTime = 0.001
  /// A thousand years in seconds: `Duration` can't represent every Double.
  private static let longestTime = 3e10

  func validate() throws {
    guard maxIterations ?? 0 >= 0 else {
      throw ValidationError("--max-iterations must not be negative")
    }
    guard maxEvaluations ?? 1 >= 1 else {
      throw ValidationError(
        "--max-evaluations must be at least 1, for the starting point")
    }
    guard gradientTolerance ?? 0 >= 0 else {
      throw ValidationError("--gradient-tolerance must not be negative or NaN")
    }
    guard timeLimit ?? 1 >= Self.shortestTime else {
      throw ValidationError(
        "--time-limit must be at least \(Self.shortestTime) seconds")
    }
    guard targetCost?.isNaN != true else {
      throw ValidationError("--target-cost must be a number")
    }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads must be between 1 and 1024")
    }
  }

  /// Sets the hyperparameters that were given; the others keep their values.
  ///
  /// An epoch of mini-batches counts as one iteration and as one evaluation: it is one pass over the
  /// examples.
  func apply(to configuration: inout TrainingConfiguration) throws {
    configuration.minimizer = minimizer ?? configuration.minimizer
    let name = configuration.minimizer.rawValue
    if configuration.minimizer.usesMiniBatches, gradientTolerance != nil {
      throw ValidationError(
        "--gradient-tolerance does not apply to --minimizer \(name), which computes no full gradient"
      )
    }
    let sampleSizes = sampleSizes ?? formerSamples
    if configuration.minimizer.usesMiniBatches, sampleSizes != nil {
      throw ValidationError(
        "--sample-sizes does not apply to --minimizer \(name) (see --batch-size)")
    }
    if formerSamples != nil { Terminal.noteRenamed("--samples", "--sample-sizes") }
    configuration.miniBatches.epochs =
      [maxIterations, maxEvaluations].compactMap(\.self).min() ?? configuration.miniBatches.epochs
    configuration.initializer = initializer ?? configuration.initializer
    configuration.outputBiases = outputBiases ?? configuration.outputBiases
    configuration.seed = seed ?? configuration.seed
    configuration.keep = keep ?? configuration.keep
    configuration.sampleFractions = sampleSizes?.values ?? configuration.sampleFractions
    configuration.stopping.maxIterations = maxIterations ?? configuration.stopping.maxIterations
    configuration.stopping.maxEvaluations = maxEvaluations ?? configuration.stopping.maxEvaluations
    configuration.stopping.gradientTolerance =
      gradientTolerance ?? configuration.stopping.gradientTolerance
    configuration.stopping.targetValue = targetCost ?? configuration.stopping.targetValue
    configuration.stopping.timeLimit =
      timeLimit.map { .seconds(min($0, Self.longestTime)) } ?? configuration.stopping.timeLimit
  }
}

/// The floating-point precision of the cost and its gradient.
enum Precision: String, CaseIterable, ExpressibleByArgument {
  case double
  case float
}

/// Increasing sizes of subsamples, as fractions of the training set; the last is the full set.
struct SampleSizes: ExpressibleByArgument {
  /// The fractions less than 1.
  let values: [Double]

  /// Reads increasing numbers between 0 and 1, separated by commas; a 1 at the end is optional.
  init?(argument: String) {
    let shares = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0)
    }
    let numbers = shares.compactMap(\.self)
    guard numbers.count == shares.count, numbers.allSatisfy({ 0 < $0 && $0 <= 1 }),
      zip(numbers, numbers.dropFirst()).allSatisfy(<)
    else { return nil }
    values = numbers.filter { $0 < 1 }
  }
}

extension OutputBiasInitializer: ExpressibleByArgument {
  /// Reads a name, or the former name of `random`.
  public init?(argument: String) {
    if argument == "drawn" {
      Terminal.noteRenamed("--output-biases drawn", "--output-biases random")
      self = .random
    } else {
      self.init(rawValue: argument)
    }
  }
}
extension MinimizerKind: ExpressibleByArgument {}
extension KeptPoint: ExpressibleByArgument {}

extension WeightInitializer: ExpressibleByArgument {
  /// Reads the name of a distribution, or a number.
  public init?(argument: String) {
    switch argument {
    case "uniform": self = .uniform(halfWidth: 0.12)
    case "layer-uniform": self = .uniformByLayerSize
    case "unit-uniform": self = .uniformUnit
    case "normal": self = .standardNormal
    case "glorot": self = .glorotNormal
    case "he": self = .heNormal
    default:
      guard let value = Double(argument), value.isFinite else { return nil }
      self = .constant(value)
    }
  }
}
