internal import NeuralNetwork

extension Checkpoint {
  /// The hyperparameters that do not change during a run: a resumed run must have the same.
  ///
  /// The stopping criteria may change, and are not included.
  public struct Settings: Hashable, Sendable {
    /// The precision of the cost.
    public enum Precision: String, CaseIterable, Sendable {
      /// `Double`.
      case double
      /// `Float`.
      case float
    }

    /// The configuration with default stopping criteria, and default mini-batches for full-batch runs.
    public let configuration: TrainingConfiguration
    /// The precision of the cost.
    public let precision: Precision
    /// The fraction of the examples that was held out for validation; `nil` for none.
    public let validationFraction: Double?

    /// Creates settings from a configuration.
    public init(
      configuration: TrainingConfiguration, precision: Precision, validationFraction: Double? = nil
    ) {
      var kept = configuration
      kept.stopping = TrainingConfiguration().stopping
      // The other minimizers have no default but all examples.
      if configuration.minimizer != .kroneckerLBFGS {
        kept.sampleFractions = configuration.sampleFractions ?? []
      }
      if let update = configuration.minimizer.miniBatchUpdate {
        kept.miniBatches.epochs = SGDConfiguration(update: update).epochs
      } else {
        kept.miniBatches = SGDConfiguration()
      }
      self.configuration = kept
      self.precision = precision
      self.validationFraction = validationFraction
    }
  }
}

extension Checkpoint.Settings {
  /// A setting in which two runs differ.
  public struct Difference: Hashable, Sendable {
    /// The name, that of the option on the command line: `output-biases`.
    public let name: String
    /// The value in this run.
    public let own: String
    /// The value in the other run.
    public let other: String
  }

  /// The first setting that differs from another run's.
  public func difference(from other: Self) -> Difference? {
    let (texts, others) = (texts, other.texts)
    for name in (texts + others).map(\.name) {
      let own = texts.first { $0.name == name }?.text ?? Self.omitted(name)
      let other = others.first { $0.name == name }?.text ?? Self.omitted(name)
      if own != other { return Difference(name: name, own: own, other: other) }
    }
    return nil
  }

  /// The value of a setting that is not among the texts.
  private static func omitted(_ name: String) -> String {
    switch name {
    case "targets": TargetKind.labels.rawValue
    case "outputs": "one per class"
    default: "none"
    }
  }

  /// The default start of a run with Kronecker factors, instead of samples.
  private static let miniBatches = "mini-batches"

  /// Each setting as text, different for different values; those of Adam, of clipping, of autoencoders and of single
  /// outputs only where they apply.
  var texts: [(name: String, text: String)] {
    let batches = configuration.miniBatches
    return [
      ("minimizer", configuration.minimizer.rawValue),
      ("hidden", configuration.hiddenUnits.isEmpty ? "0" : Self.list(configuration.hiddenUnits)),
      ("activation", configuration.activation.rawValue), ("loss", configuration.loss.rawValue),
      ("lambda", "\(configuration.regularization)"),
      ("init", configuration.initializer.settingText),
      ("output-biases", configuration.outputBiases.rawValue), ("seed", "\(configuration.seed)"),
      ("samples", configuration.sampleFractions.map { Self.list($0 + [1]) } ?? Self.miniBatches),
      ("precision", precision.rawValue),
      ("validation-fraction", validationFraction.map { "\($0)" } ?? "none"),
      ("batch", "\(batches.batchSize)"), ("learning-rate", "\(batches.learningRate)"),
      ("schedule", batches.schedule.description), ("momentum", batches.update.settingText),
      ("no-shuffle", batches.shufflesExamples ? "no" : "yes"),
      ("keep", configuration.keep.rawValue),
    ]
      + (configuration.targets == .labels ? [] : [("targets", configuration.targets.rawValue)])
      + (configuration.hasBinaryOutput ? [("outputs", "1")] : [])
      + (batches.update.adamCoefficients?.texts ?? [])
      + (batches.clipNorm.map { [("clip-norm", "\($0)")] } ?? [])
  }

  /// Reads what ``texts`` writes.
  init?(texts: [String: String]) {
    func read<Value>(_ name: String, _ value: (String) -> Value?) -> Value? {
      texts[name].flatMap(value)
    }
    func numbers<Number: LosslessStringConvertible>(_ text: String) -> [Number]? {
      let parts = text.split(separator: ",").map { Number(String($0)) }
      let numbers = parts.compactMap(\.self)
      return numbers.count == parts.count ? numbers : nil
    }
    guard let minimizer = read("minimizer", MinimizerKind.init(rawValue:)),
      let hidden: [Int] = read("hidden", numbers),
      let activation = read("activation", Activation.init(rawValue:)),
      let loss = read("loss", OutputLoss.init(rawValue:)), let lambda = read("lambda", Double.init),
      let initializer = read("init", WeightInitializer.init(settingText:)),
      let biases = read("output-biases", OutputBiasInitializer.init(rawValue:)),
      let seed = read("seed", { UInt64($0) }), let samples = texts["samples"],
      let shares: [Double] = samples == Self.miniBatches ? [] : numbers(samples),
      let precision = read("precision", Precision.init(rawValue:)),
      let fraction = texts["validation-fraction"],
      let batch = read("batch", { Int($0) }), let rate = read("learning-rate", Double.init),
      let schedule = read("schedule", LearningRateSchedule.init),
      let update = MiniBatchUpdate(of: minimizer, texts),
      let keepsOrder = texts["no-shuffle"], let keep = read("keep", KeptPoint.init(rawValue:)),
      fraction == "none" || Double(fraction) != nil
    else { return nil }
    let clipNorm = read("clip-norm", Double.init)
    guard let targets = TargetKind(rawValue: texts["targets"] ?? TargetKind.labels.rawValue) else {
      return nil
    }
    guard clipNorm != nil || texts["clip-norm"] == nil else { return nil }
    var configuration = TrainingConfiguration()
    configuration.minimizer = minimizer
    configuration.hiddenUnits = hidden.filter { $0 > 0 }
    configuration.activation = activation
    configuration.loss = loss
    configuration.targets = targets
    configuration.hasBinaryOutput = texts["outputs"] == "1"
    configuration.regularization = lambda
    configuration.initializer = initializer
    configuration.outputBiases = biases
    configuration.seed = seed
    configuration.sampleFractions = samples == Self.miniBatches ? nil : shares.dropLast()
    configuration.miniBatches.batchSize = batch
    configuration.miniBatches.learningRate = rate
    configuration.miniBatches.schedule = schedule
    configuration.miniBatches.update = update
    configuration.miniBatches.shufflesExamples = keepsOrder == "no"
    configuration.miniBatches.clipNorm = clipNorm
    configuration.keep = keep
    self.init(
      configuration: configuration, precision: precision, validationFraction: Double(fraction))
  }

  private static func list(_ numbers: [some CustomStringConvertible]) -> String {
    numbers.map(\.description).joined(separator: ",")
  }
}

extension WeightInitializer {
  /// The name as on the command line, with the number if it is not the default.
  fileprivate var settingText: String {
    switch self {
    case .uniform(0.12): "uniform"
    case .uniform(let halfWidth): "uniform \(halfWidth)"
    case .uniformByLayerSize: "layer-uniform"
    case .uniformUnit: "unit-uniform"
    case .standardNormal: "normal"
    case .glorotNormal: "glorot"
    case .heNormal: "he"
    case .constant(let value): "\(value)"
    }
  }

  fileprivate init?(settingText text: String) {
    let named: [WeightInitializer] = [
      .uniform(halfWidth: 0.12), .uniformByLayerSize, .uniformUnit, .standardNormal, .glorotNormal,
      .heNormal,
    ]
    if let initializer = named.first(where: { $0.settingText == text }) {
      self = initializer
    } else if text.hasPrefix("uniform "), let halfWidth = Double(text.dropFirst(8)) {
      self = .uniform(halfWidth: halfWidth)
    } else if let value = Double(text) {
      self = .constant(value)
    } else {
      return nil
    }
  }
}

extension MiniBatchUpdate {
  /// μ, and whether the step is Nesterov's.
  fileprivate var settingText: String {
    switch self {
    case .plain, .adam, .adamW: "none"
    case .momentum(let momentum): "\(momentum)"
    case .nesterov(let momentum): "\(momentum) nesterov"
    }
  }

  /// Reads the rule of a minimizer.
  fileprivate init?(of minimizer: MinimizerKind, _ texts: [String: String]) {
    if minimizer.miniBatchUpdate?.adamCoefficients != nil {
      guard let coefficients = AdamCoefficients(texts: texts) else { return nil }
      self = minimizer == .adam ? .adam(coefficients) : .adamW(coefficients)
    } else if let text = texts["momentum"] {
      self.init(momentum: text)
    } else {
      return nil
    }
  }

  private init?(momentum text: String) {
    let parts = text.split(separator: " ")
    if text == "none" {
      self = .plain
    } else if let momentum = parts.first.flatMap({ Double($0) }) {
      self = parts.count == 1 ? .momentum(momentum) : .nesterov(momentum)
    } else {
      return nil
    }
  }
}

extension AdamCoefficients {
  /// The coefficients by the names of their options.
  fileprivate var texts: [(name: String, text: String)] {
    [
      ("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("epsilon", "\(epsilon)"),
      ("uncorrected-epsilon", usesUncorrectedEpsilon ? "yes" : "no"),
    ]
  }

  fileprivate init?(texts: [String: String]) {
    func number(_ name: String) -> Double? { texts[name].flatMap { Double($0) } }
    guard let beta1 = number("beta1"), let beta2 = number("beta2"),
      let epsilon = number("epsilon"), let rule = texts["uncorrected-epsilon"]
    else { return nil }
    self.init(
      beta1: beta1, beta2: beta2, epsilon: epsilon, usesUncorrectedEpsilon: rule == "yes")
  }
}
