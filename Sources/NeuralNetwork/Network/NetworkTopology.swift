/// The shape of a fully connected network: layer sizes, hidden activation, output loss.
public struct NetworkTopology: Hashable, Codable, Sendable {
  /// Units in each layer, inputs first and outputs last; ex4's is [400, 25, 10].
  public let layerSizes: [Int]
  /// The activation function of the hidden units.
  public let hidden: Activation
  /// The activation function of the output units, and the loss.
  public let output: OutputLoss
  /// The number of classes of a network that classifies: one per output unit, or two for a single
  /// output, which is then the probability of the second class.
  public let classCount: Int

  /// Describes a network.
  ///
  /// - Parameters:
  ///   - layerSizes: the number of units in each layer, inputs first and outputs last.
  ///   - hidden: the activation function of the hidden units.
  ///   - output: the activation function of the output units, and the loss.
  ///   - classCount: the number of classes, of which a single output may have one or two; `nil` for
  ///     the number of outputs, or two for a single sigmoid output.
  /// - Precondition: at least two layers, each with at least one unit, and that many classes.
  public init(
    _ layerSizes: [Int], hidden: Activation = .sigmoid, output: OutputLoss = .sigmoidCrossEntropy,
    classCount: Int? = nil
  ) {
    precondition(layerSizes.count >= 2, "a network has an input and an output layer")
    precondition(layerSizes.allSatisfy { $0 > 0 }, "every layer has at least one unit")
    let outputCount = layerSizes[layerSizes.count - 1]
    let mayBeBinary = outputCount == 1 && output.acceptsNumbers
    self.layerSizes = layerSizes
    self.hidden = hidden
    self.output = output
    self.classCount = classCount ?? (mayBeBinary ? 2 : outputCount)
    precondition(
      self.classCount == outputCount || (mayBeBinary && self.classCount == 2),
      "a class per output, or two for a single sigmoid output")
  }

  /// n, the number of features of an example.
  public var inputCount: Int { layerSizes[0] }
  /// K, the number of output units: of the classes, or of the numbers in a target.
  public var outputCount: Int { layerSizes[layerSizes.count - 1] }
  /// Whether the output is the probability of the second of two classes.
  public var hasBinaryOutput: Bool { outputCount == 1 && classCount == 2 }

  /// The position of each layer's Theta in the flat parameter vector.
  public var parameterLayout: ParameterLayout { ParameterLayout(layerSizes: layerSizes) }
}

extension NetworkTopology {
  /// The output unit whose target is 1 for the examples of a class; −1 if there is none, for the
  /// first class of a binary output.
  func unit(ofClass index: Int) -> Int32 { Int32(hasBinaryOutput ? index - 1 : index) }

  /// The class of a ``unit(ofClass:)``.
  func classIndex(ofUnit unit: Int) -> Int { hasBinaryOutput ? unit + 1 : unit }
}

extension NetworkTopology: CustomStringConvertible {
  /// The layer sizes with dashes between them: "400-25-10".
  public var description: String { layerSizes.map(String.init).joined(separator: "-") }
}
