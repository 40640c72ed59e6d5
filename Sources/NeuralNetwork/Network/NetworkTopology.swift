/// The shape of a fully connected network: layer sizes, hidden activation, output loss.
public struct NetworkTopology: Hashable, Codable, Sendable {
  /// Units in each layer, inputs first and outputs last; ex4's is [400, 25, 10].
  public let layerSizes: [Int]
  /// The activation function of the hidden units.
  public let hidden: Activation
  /// The activation function of the output units, and the loss.
  public let output: OutputLoss

  /// Describes a network.
  ///
  /// - Precondition: at least two layers, each with at least one unit.
  public init(
    _ layerSizes: [Int], hidden: Activation = .sigmoid, output: OutputLoss = .sigmoidCrossEntropy
  ) {
    precondition(layerSizes.count >= 2, "a network has an input and an output layer")
    precondition(layerSizes.allSatisfy { $0 > 0 }, "every layer has at least one unit")
    self.layerSizes = layerSizes
    self.hidden = hidden
    self.output = output
  }

  /// n, the number of features of an example.
  public var inputCount: Int { layerSizes[0] }
  /// K, the number of output units: of the classes, or of the numbers in a target.
  public var outputCount: Int { layerSizes[layerSizes.count - 1] }
  /// K, for a network that classifies.
  public var classCount: Int { outputCount }

  /// The position of each layer's Theta in the flat parameter vector.
  public var parameterLayout: ParameterLayout { ParameterLayout(layerSizes: layerSizes) }
}

extension NetworkTopology: CustomStringConvertible {
  /// The layer sizes with dashes between them: "400-25-10".
  public var description: String { layerSizes.map(String.init).joined(separator: "-") }
}
