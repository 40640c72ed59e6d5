public import Datasets
internal import Machine
public import NeuralNetwork

/// A trained network, with all that is needed to use it on other examples.
public struct Model: Sendable {
  /// The network's shape.
  public var topology: NetworkTopology
  /// θ.
  public var parameters: [Double]
  /// The labels of the classes, as in the data set; `nil` for weights without labels.
  public var encoding: LabelEncoding?
  /// The shape of an image whose pixels are the features, if they are.
  public var imageShape: ImageShape?
  /// The provenance of the model, for display.
  public var provenance: [Note]

  /// A fact about the training of a model.
  public struct Note: Hashable, Sendable {
    /// What the fact is about, an identifier such as `lambda`.
    public var name: String
    /// The fact.
    public var value: Value

    /// A fact's value.
    public enum Value: Hashable, Sendable {
      /// A number.
      case number(Double)
      /// Words.
      case text(String)
    }

    /// The fact's value in words or figures.
    public var text: String {
      switch value {
      case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
      case .text(let text): text
      }
    }

    /// Notes a fact.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a model.
  ///
  /// - Precondition: as many parameters as the topology's layout has, and one label per class.
  public init(
    topology: NetworkTopology, parameters: [Double], encoding: LabelEncoding? = nil,
    imageShape: ImageShape? = nil, provenance: [Note] = []
  ) {
    precondition(parameters.count == topology.parameterLayout.parameterCount)
    precondition(encoding.map { $0.labels.count == topology.classCount } ?? true)
    self.topology = topology
    self.parameters = parameters
    self.encoding = encoding
    self.imageShape = imageShape
    self.provenance = provenance
  }

  /// The digest of θ's bits: equal for two runs that gave the same parameters to the last bit.
  public var parametersSHA256: String { SHA256.hexDigest(ofBits: parameters) }
}

extension Model: CustomStringConvertible {
  /// The network, its number of parameters and its classes, in one line.
  public var description: String {
    "\(topology) network, \(topology.hidden.rawValue), \(topology.output.rawValue), "
      + "\(parameters.count) parameters" + (encoding.map { ", \($0)" } ?? "")
  }
}
