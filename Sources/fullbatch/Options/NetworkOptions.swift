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

  @Option(help: "L2 regularization strength λ (default: 1).")
  var lambda: Double?

  func validate() throws {
    guard let lambda else { return }
    guard lambda >= 0, lambda.isFinite else {
      throw ValidationError("--lambda must be a finite number that is not negative")
    }
  }

  /// Sets the hyperparameters that were given; the others keep their values.
  ///
  /// - Throws: an error for an autoencoder with softmax outputs.
  func apply(to configuration: inout TrainingConfiguration) throws {
    configuration.hiddenUnits = hidden?.units ?? configuration.hiddenUnits
    configuration.activation = activation ?? configuration.activation
    configuration.loss = loss ?? configuration.loss
    configuration.regularization = lambda ?? configuration.regularization
    configuration.targets = targets ?? configuration.targets
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
