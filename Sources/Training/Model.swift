public import Datasets
internal import Machine
public import NeuralNetwork

/// A trained network, with the labels and the image shape of its training data.
public struct Model: Sendable {
  /// The network's shape.
  public var topology: NetworkTopology
  /// θ.
  public var parameters: [Double]
  /// What the outputs are: classes, or reconstructed features.
  public var targets: TargetKind
  /// The labels of the classes, as in the data set; `nil` for weights without labels and for
  /// autoencoders.
  public var encoding: LabelEncoding?
  /// The image shape of the features; `nil` if the features are not an image.
  public var imageShape: ImageShape?
  /// The scaling of the features, which all examples must have; `nil` for weights that don't say.
  public var scaling: FeatureScaling?
  /// The columns of the table that the features come from; empty if it was no table or had no names.
  public var columns: [FeatureColumn]
  /// The provenance of the model, for display.
  public var provenance: [Note]

  /// A fact about the training of a model.
  public struct Note: Hashable, Sendable {
    /// The name of the fact, an identifier such as `lambda`.
    public var name: String
    /// The fact.
    public var value: Value

    /// A fact's value.
    public enum Value: Hashable, Sendable {
      /// A number.
      case number(Double)
      /// Text.
      case text(String)
    }

    /// The value as text.
    public var text: String {
      switch value {
      case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
      case .text(let text): text
      }
    }

    /// Creates a note from a name and a value.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a model.
  ///
  /// - Precondition: the number of parameters is that of the topology's layout, and there is one
  ///   label per class; an autoencoder has no labels and as many outputs as inputs.
  public init(
    topology: NetworkTopology, parameters: [Double], targets: TargetKind = .labels,
    encoding: LabelEncoding? = nil, imageShape: ImageShape? = nil,
    scaling: FeatureScaling? = nil, columns: [FeatureColumn] = [], provenance: [Note] = []
  ) {
    precondition(parameters.count == topology.parameterLayout.parameterCount)
    precondition(encoding.map { $0.labels.count == topology.classCount } ?? true)
    precondition(
      targets == .labels || (encoding == nil && topology.inputCount == topology.outputCount))
    self.topology = topology
    self.targets = targets
    self.parameters = parameters
    self.encoding = encoding
    self.imageShape = imageShape
    self.scaling = scaling
    self.columns = columns
    self.provenance = provenance
  }

  /// What the model expects of its examples, for `DatasetOptions.input`.
  public var input: ModelInput {
    ModelInput(
      featureCount: topology.inputCount, columns: columns, scaling: scaling,
      imageShape: imageShape, encoding: encoding, pixelMaximum: pixelMaximum)
  }

  /// The largest possible value of the pixels that the model was trained on, where they were not
  /// scaled; `nil` if the features were no such pixels.
  private var pixelMaximum: Double? {
    guard case .number(let number)? = provenance.first(where: { $0.name == "pixelMaximum" })?.value
    else { return nil }
    return number
  }

  /// The label of each class, in the order of the outputs.
  ///
  /// They are those of the training data; for weights without labels, the classes are numbered from
  /// 1, as in the exercise, and those of a single output are 0 and 1.
  public var labels: [String] {
    let first = topology.hasBinaryOutput ? 0 : 1
    return encoding?.labels ?? (0..<topology.classCount).map { String(first + $0) }
  }

  /// The digest of θ's bits: equal for two runs with bit-identical parameters.
  public var parametersSHA256: String { SHA256.hexDigest(ofBits: parameters) }
}

extension Model: CustomStringConvertible {
  /// The network, its number of parameters and its classes, in one line.
  public var description: String {
    "\(topology) \(targets == .labels ? "network" : "autoencoder"), \(topology.hidden.rawValue), \(topology.output.rawValue), "
      + "\(parameters.count) parameters" + (encoding.map { ", \($0)" } ?? "")
  }
}
