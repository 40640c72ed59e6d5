public import ArgumentParser
import Foundation
public import NeuralNetwork
import Optimization
public import Training

/// How a network is trained: the algorithm, its start, its end, its machine.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The algorithm (default: kronecker-lbfgs).")
  var minimizer: MinimizerKind?

  @Option(help: ArgumentHelp("End after so many iterations (default: 400).", valueName: "n"))
  var maxIterations: Int?

  @Option(help: ArgumentHelp("End after so many evaluations of the cost.", valueName: "n"))
  var maxEvaluations: Int?

  @Option(
    help: ArgumentHelp(
      "End when no component of the gradient is larger (default: 1e-5).", valueName: "g"))
  var gradientTolerance: Double?

  @Option(help: ArgumentHelp("End when the cost is as low as this.", valueName: "J"))
  var targetCost: Double?

  @Option(help: ArgumentHelp("End after so many seconds; inf for no limit.", valueName: "s"))
  var timeLimit: Double?

  @Option(
    name: .customLong("init"),
    help: """
      Where the parameters start: uniform (±0.12, the default), layer-uniform, unit-uniform, \
      normal, glorot, he, or one number for all of them.
      """)
  var initializer: WeightInitializer?

  @Option(help: "Where the biases of the output units start (default: class-frequencies).")
  var outputBiases: OutputBiasStart?

  @Option(
    help: ArgumentHelp(
      """
      Begin on parts of the examples, such as 0.2,0.5, and take in more when their gradient is as \
      small as its sampling error; 1 begins with all. (default: 0.2,0.5 for kronecker-lbfgs, \
      otherwise 1)
      """, valueName: "shares"))
  var samples: SampleShares?

  @Option(help: "Where the random numbers start (default: 1).")
  var seed: UInt64?

  @Option(help: "The numbers that the cost is computed in (default: double).")
  var precision: Precision?

  @Option(help: "How many threads evaluate the cost; the result does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  /// The shortest time limit in seconds, within which a run begins with its first evaluation.
  private static let shortestTime = 0.001
  /// A thousand years, in seconds, which no run takes: a `Duration` can't hold every number.
  private static let longestTime = 3e10

  func validate() throws {
    guard maxIterations ?? 0 >= 0 else {
      throw ValidationError("--max-iterations can't be negative")
    }
    guard maxEvaluations ?? 1 >= 1 else {
      throw ValidationError(
        "--max-evaluations \(maxEvaluations ?? 0): at least 1 is needed, the one at the start")
    }
    guard gradientTolerance ?? 0 >= 0 else {
      throw ValidationError("--gradient-tolerance: a number that is not negative is needed")
    }
    guard timeLimit ?? 1 >= Self.shortestTime else {
      throw ValidationError(
        "--time-limit \(timeLimit ?? 0): at least \(Self.shortestTime) seconds are needed")
    }
    guard targetCost?.isNaN != true else {
      throw ValidationError("--target-cost: a number is needed")
    }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads \(threads): between 1 and 1024 are possible")
    }
  }

  /// Puts what was given on the command line into a plan; what was not given stays as it is.
  ///
  /// An epoch of mini-batches is an iteration, and goes once through the examples, as an evaluation
  /// does.
  func apply(to plan: inout TrainingPlan) throws {
    plan.minimizer = minimizer ?? plan.minimizer
    if plan.minimizer == .stochasticGradientDescent, gradientTolerance != nil {
      throw ValidationError("--gradient-tolerance: mini-batches know no gradient of the cost")
    }
    if plan.minimizer == .stochasticGradientDescent, samples != nil {
      throw ValidationError("--samples: mini-batches are samples of their own (see --batch)")
    }
    plan.miniBatches.epochs =
      [maxIterations, maxEvaluations].compactMap(\.self).min() ?? plan.miniBatches.epochs
    plan.initializer = initializer ?? plan.initializer
    plan.outputBiases = outputBiases ?? plan.outputBiases
    plan.seed = seed ?? plan.seed
    plan.sampleShares = samples?.values ?? plan.sampleShares
    plan.stopping.maxIterations = maxIterations ?? plan.stopping.maxIterations
    plan.stopping.maxEvaluations = maxEvaluations ?? plan.stopping.maxEvaluations
    plan.stopping.gradientTolerance = gradientTolerance ?? plan.stopping.gradientTolerance
    plan.stopping.targetValue = targetCost ?? plan.stopping.targetValue
    plan.stopping.timeLimit =
      timeLimit.map { .seconds(min($0, Self.longestTime)) } ?? plan.stopping.timeLimit
  }
}

/// The numbers that the cost is computed in.
enum Precision: String, CaseIterable, ExpressibleByArgument {
  case double
  case float
}

/// Shares of the examples, rising, all of them at the end.
struct SampleShares: ExpressibleByArgument {
  /// Those that are less than 1.
  let values: [Double]

  /// Reads numbers between 0 and 1 with commas between them; a 1 at the end may be there or not.
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

extension OutputBiasStart: ExpressibleByArgument {}
extension MinimizerKind: ExpressibleByArgument {}

extension WeightInitializer: ExpressibleByArgument {
  /// Reads the names of the command line.
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

extension NetworkOptions {
  /// Puts what was given on the command line into a plan.
  func apply(to plan: inout TrainingPlan) {
    plan.hiddenUnits = hidden?.units ?? plan.hiddenUnits
    plan.activation = activation ?? plan.activation
    plan.loss = loss ?? plan.loss
    plan.regularization = lambda ?? plan.regularization
  }
}
