public import ArgumentParser
public import NeuralNetwork
import Optimization
public import Training

/// The hyperparameters of a curve, with the names, values and defaults of `fullbatch train`.
///
/// No number of iterations ends a run, only its duration or the tolerance of the gradient.
struct CurveOptions: ParsableArguments {
  @Option(help: "Units of each hidden layer, comma-separated.") var hidden: UnitList?
  @Option var activation: Activation?
  @Option var loss: OutputLoss?
  @Option(help: "What the outputs are trained to be.") var targets: TargetKind?
  @Option(help: "L2 regularization strength λ.") var lambda: Double?
  @Option(name: .customLong("init"), help: "Weight initialization.")
  var initializer: WeightInitializer?
  @Option var outputBiases: OutputBiasInitializer?
  @Option var minimizer: MinimizerKind?
  @Option(help: "Sizes of the first subsamples, as fractions of the training set; 1 for none.")
  var sampleSizes: SampleFractions?
  @Option var batchSize: Int?
  @Option var learningRate: Double?
  @Option var seed: UInt64 = 1

  /// The configuration of the run.
  var configuration: TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = hidden?.units ?? configuration.hiddenUnits
    configuration.activation = activation ?? configuration.activation
    configuration.loss = loss ?? configuration.loss
    configuration.targets = targets ?? configuration.targets
    configuration.regularization = lambda ?? configuration.regularization
    configuration.initializer = initializer ?? configuration.initializer
    configuration.outputBiases = outputBiases ?? configuration.outputBiases
    configuration.minimizer = minimizer ?? configuration.minimizer
    configuration.sampleFractions = sampleSizes?.values ?? configuration.sampleFractions
    configuration.miniBatches.batchSize = batchSize ?? configuration.miniBatches.batchSize
    configuration.miniBatches.learningRate = learningRate ?? configuration.miniBatches.learningRate
    configuration.miniBatches.epochs = .max
    configuration.seed = seed
    configuration.stopping.maxIterations = nil
    return configuration
  }
}

/// The sizes of hidden layers: "25", "16,16", or "0" for none.
struct UnitList: ExpressibleByArgument {
  let units: [Int]

  init?(argument: String) {
    guard let units = numbers(argument, Int.init), units == [0] || units.allSatisfy({ $0 > 0 })
    else { return nil }
    self.units = units == [0] ? [] : units
  }
}

/// Increasing fractions of the training set; a 1 at the end is optional.
struct SampleFractions: ExpressibleByArgument {
  let values: [Double]

  init?(argument: String) {
    guard let values = numbers(argument, Double.init), values.allSatisfy({ 0 < $0 && $0 <= 1 }),
      zip(values, values.dropFirst()).allSatisfy(<)
    else { return nil }
    self.values = values.filter { $0 < 1 }
  }
}

/// The numbers of a comma-separated list; `nil` if one of them is none.
private func numbers<Number>(_ list: String, _ number: (String) -> Number?) -> [Number]? {
  let parts = list.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { number(String($0)) }
  return numbers.count == parts.count ? numbers : nil
}

extension Activation: @retroactive ExpressibleByArgument {}
extension OutputLoss: @retroactive ExpressibleByArgument {}
extension TargetKind: @retroactive ExpressibleByArgument {}

extension WeightInitializer: @retroactive ExpressibleByArgument {
  /// Reads the name of a distribution, as the tool does.
  public init?(argument: String) {
    let named: [String: WeightInitializer] = [
      "uniform": .uniform(halfWidth: 0.12), "layer-uniform": .uniformByLayerSize,
      "unit-uniform": .uniformUnit, "normal": .standardNormal, "glorot": .glorotNormal,
      "he": .heNormal,
    ]
    guard let initializer = named[argument] else { return nil }
    self = initializer
  }
}
