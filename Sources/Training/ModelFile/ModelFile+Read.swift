internal import Datasets
public import MATFile
public import NeuralNetwork

extension ModelFile {
  /// Reads a model, or weights only.
  ///
  /// ``readWithLayout(path:)`` says which layouts of weights are known.
  ///
  /// - Throws: `MATFileError` if the file is of no known format, if it has no weights, and if sizes
  ///   or values are inconsistent.
  public static func read(path: String) throws(MATFileError) -> Model {
    try readWithLayout(path: path).model
  }

  /// Reads a model, or weights only, and says how they are stored.
  ///
  /// The file is a MAT-file, or a `.npz` file of NumPy. The weights are, in any spelling:
  ///
  /// | names | layout |
  /// |---|---|
  /// | `Theta1`, `Theta2`, …; `all_theta` or `theta` for a single layer | biases in column 1 |
  /// | `W1`, `b1`, `W2`, `b2`, …; `weights1`, `biases1`, …; `fc1.weight`, `fc1.bias`, … | a row for each output, or for each input |
  /// | `coefs_0`, `intercepts_0`, …; `coef_`, `intercept_` | the same, as in scikit-learn |
  ///
  /// The numbers begin with 0 or 1. The arrays may be the cells of a cell array, as in `Theta{1}`,
  /// and fields of a struct. Matrices that fit together only when they are transposed are transposed.
  ///
  /// - Throws: `MATFileError` if the file is of no known format, if it has no weights, and if sizes
  ///   or values are inconsistent.
  public static func readWithLayout(
    path: String
  ) throws(MATFileError) -> (model: Model, layout: WeightLayout) {
    let file = try WeightFile(path: path)
    let weights = try file.weights()
    let description = file.description
    let sizes = weights.layerSizes
    // Models of one class have a single output, too.
    let isOfOneClass = sizes.last == 1 && description?["labels"]?.cells?.count == 1
    let topology = NetworkTopology(
      sizes,
      hidden: try choice(description, "activation") ?? .sigmoid,
      output: try choice(description, "loss") ?? .sigmoidCrossEntropy,
      classCount: isOfOneClass ? 1 : nil)
    var parameters: [Double] = []
    for layer in weights.layers { parameters += try layer.parameters(weights.arrangement) }
    let model = Model(
      topology: topology, parameters: parameters,
      targets: try targets(description, of: topology),
      encoding: try encoding(description, classCount: topology.classCount),
      imageShape: try imageShape(description, featureCount: topology.inputCount),
      scaling: try scaling(description, featureCount: topology.inputCount),
      columns: try columns(description, featureCount: topology.inputCount),
      provenance: notes(description?["provenance"]?.structure))
    return (model, weights.layout)
  }

  /// Reads parameters that are stored as one vector, like MATLAB's `[Theta1(:); Theta2(:)]`.
  ///
  /// - Parameters:
  ///   - path: a MAT-file or a `.npz` or `.npy` file with one vector of the network's parameter
  ///     count.
  ///   - topology: the network, which a vector does not determine.
  /// - Returns: a model without labels.
  /// - Throws: `MATFileError` if no variable, or more than one, has that number of elements.
  public static func readVector(
    path: String, topology: NetworkTopology
  ) throws(MATFileError) -> Model {
    let count = topology.parameterLayout.parameterCount
    let vectors = try WeightFile(path: path).arrays.filter { $0.length == count }
    guard vectors.count == 1 else {
      throw MATFileError(
        .missingVariable,
        "\(vectors.isEmpty ? "no" : "more than one") variable is a vector of the \(count) parameters "
          + "of a \(topology) network", remedy: "check the layers, and save one vector")
    }
    let parameters = try vectors[0].numbers()
    guard parameters.allSatisfy(\.isFinite) else {
      throw MATFileError(
        .corrupt, variable: vectors[0].path, "has a number that is not finite",
        remedy: "weights are finite numbers")
    }
    return Model(topology: topology, parameters: parameters)
  }

  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ description: MATStructure?, _ field: String
  ) throws(MATFileError) -> Choice? {
    guard let text = description?[field]?.string else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw MATFileError(
        .corrupt, variable: "\(structureName).\(field)", "is '\(text)'",
        remedy: "known are \(known)")
    }
    return choice
  }

  private static func targets(
    _ description: MATStructure?, of topology: NetworkTopology
  ) throws(MATFileError) -> TargetKind {
    guard let targets: TargetKind = try choice(description, "targets"), targets == .features else {
      return .labels
    }
    guard topology.inputCount == topology.outputCount, topology.output.acceptsNumbers,
      description?["labels"] == nil
    else {
      throw MATFileError(
        .corrupt, variable: "\(structureName).targets",
        "does not suit a \(topology) network with the loss \(topology.output.rawValue)",
        remedy: "an autoencoder has an output for each input and no softmax; save the model again")
    }
    return targets
  }

  private static func encoding(
    _ description: MATStructure?, classCount: Int
  ) throws(MATFileError) -> LabelEncoding? {
    guard let cells = description?["labels"]?.cells else { return nil }
    let labels = cells.compactMap(\.string)
    guard labels.count == classCount, Set(labels).count == classCount else {
      throw MATFileError(
        .corrupt, variable: "\(structureName).labels",
        "has \(Set(labels).count) different labels for \(classCount) classes",
        remedy: "save the model again")
    }
    return LabelEncoding(labels: labels)
  }

  private static func imageShape(
    _ description: MATStructure?, featureCount: Int
  ) throws(MATFileError) -> ImageShape? {
    guard let height = try description?["imageHeight"]?.doubles.first,
      let width = try description?["imageWidth"]?.doubles.first,
      let order = description?["imageOrder"]?.string.flatMap(ImageShape.PixelOrder.init)
    else { return nil }
    guard let height = Int(exactly: height), let width = Int(exactly: width), height > 0,
      width > 0, height <= featureCount, width <= featureCount,
      featureCount.isMultiple(of: height * width)
    else {
      throw MATFileError(
        .corrupt, variable: "\(structureName).imageHeight",
        "is not the shape of an image of \(featureCount) features",
        remedy: "save the model again")
    }
    return ImageShape(
      height: height, width: width, order: order, channels: featureCount / (height * width),
      channelOrder: try choice(description, "imageChannelOrder") ?? .planes)
  }

  private static func notes(_ provenance: MATStructure?) -> [Model.Note] {
    guard let provenance else { return [] }
    return provenance.fieldNames.compactMap { name in
      guard let value = provenance[name] else { return nil }
      if let text = value.string { return Model.Note(name, .text(text)) }
      guard let numbers = try? value.doubles, numbers.count == 1 else { return nil }
      return Model.Note(name, .number(numbers[0]))
    }
  }
}
