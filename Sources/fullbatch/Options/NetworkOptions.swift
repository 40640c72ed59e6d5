public import ArgumentParser
public import NeuralNetwork
public import Training

/// The layers, the loss and the regularization of a network.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Units of each hidden layer, comma-separated; 0 for no hidden layer (default: 25).",
      valueName: "units"))
  var hidden: UnitList?

  @Option(help: "Activation function of the hidden units (default: sigmoid)")
  var activation: Activation?

  @Option(help: "Output activation and loss function (default: sigmoid-cross-entropy)")
  var loss: OutputLoss?

  @Option(
    help: """
      What the outputs are trained to be: the labels, or the features of the example, which makes \
      the network an autoencoder (default: labels)
      """)
  var targets: TargetKind?

  @Option(
    help: ArgumentHelp(
      """
      Number of output units: 1, the probability of the second of two classes (default: one per \
      class).
      """, valueName: "n"))
  var outputs: Int?

  @Option(help: "L2 regularization strength λ (default: 1).")
  var lambda: Double?

  func validate() throws {
    guard outputs ?? 1 == 1 else {
      throw ValidationError(
        "--outputs must be 1, for two classes; without it there is one output per class")
    }
    guard let lambda else { return }
    guard lambda >= 0, lambda.isFinite else {
      throw ValidationError("--lambda must be a finite number that is not negative")
    }
  }

  /// Sets the hyperparameters that were given; the others keep their values.
  ///
  /// - Throws: an error for an autoencoder or a single output with softmax, and for an autoencoder
  ///   with a single output.
  func apply(to configuration: inout TrainingConfiguration) throws {
    configuration.hiddenUnits = hidden?.units ?? configuration.hiddenUnits
    configuration.activation = activation ?? configuration.activation
    configuration.loss = loss ?? configuration.loss
    configuration.regularization = lambda ?? configuration.regularization
    configuration.targets = targets ?? configuration.targets
    configuration.hasBinaryOutput = outputs != nil || configuration.hasBinaryOutput
    guard !configuration.hasBinaryOutput || configuration.targets == .labels else {
      throw ValidationError(
        "--outputs 1 does not apply to --targets features, which has an output per feature")
    }
    guard !configuration.hasBinaryOutput || configuration.loss.acceptsNumbers else {
      throw ValidationError(
        "--outputs 1 does not apply to --loss \(configuration.loss.rawValue), whose outputs sum to 1: "
          + "choose sigmoid-cross-entropy or squared-error")
    }
    guard configuration.targets == .labels || configuration.loss.acceptsNumbers else {
      throw ValidationError(
        "--loss \(configuration.loss.rawValue) does not apply to --targets features, whose outputs "
          + "do not sum to 1: choose sigmoid-cross-entropy or squared-error")
    }
  }
}

/// The sizes of layers on the command line: "25", "16,16", or "0" for none.
struct UnitList: ExpressibleByArgument {
  let units: [Int]

  init(units: [Int]) { self.units = units }

  init?(argument: String) {
    if argument == "0" {
      units = []
      return
    }
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.allSatisfy({ (1..<1_000_000).contains($0 ?? 0) }) else { return nil }
    units = numbers.compactMap(\.self)
  }

  var defaultValueDescription: String {
    units.isEmpty ? "0" : units.map(String.init).joined(separator: ",")
  }
}

extension Activation: ExpressibleByArgument {}
extension OutputLoss: ExpressibleByArgument {}
extension TargetKind: ExpressibleByArgument {}
