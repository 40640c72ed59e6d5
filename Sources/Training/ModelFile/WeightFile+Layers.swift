internal import MATFile

extension WeightFile {
  /// The weights of a network: its layers, first to last, and their arrangement.
  struct Weights {
    let layers: [StoredLayer]
    let arrangement: WeightLayout.Arrangement

    /// The number of units of each layer, inputs first.
    var layerSizes: [Int] {
      let shapes = layers.compactMap { $0.shape(arrangement) }
      return shapes.prefix(1).map(\.inputs) + shapes.map(\.outputs)
    }

    /// The names and the arrangement.
    var layout: WeightLayout {
      WeightLayout(arrays: layers.flatMap(\.paths), arrangement: arrangement)
    }
  }

  /// An array with what its path says.
  private typealias NamedArray = (name: WeightName, array: WeightArray)

  /// Finds the weights by their names, and their orientation by their sizes; as stored if several
  /// orientations are possible.
  ///
  /// Matrices with biases in them come before others, and `Theta` before other spellings.
  ///
  /// - Throws: `MATFileError` that lists the arrays if no names are those of weights, and the first
  ///   reason if the arrays do not fit together.
  func weights() throws(MATFileError) -> Weights {
    var firstError: MATFileError?
    for candidates in groups {
      do {
        return try weights(of: candidates)
      } catch {
        firstError = firstError ?? error
      }
    }
    throw firstError ?? namelessFault ?? absence
  }

  /// The arrays that may be the weights of one network.
  private var groups: [[NamedArray]] {
    let named = arrays.compactMap { array in WeightName(array.path).map { (name: $0, array: array) }
    }
    return WeightName.Family.allCases.flatMap { family in
      let members = named.filter { $0.name.family == family }
      var order: [String] = []
      for (name, _) in members where !order.contains(name.group) {
        name.group == "Theta" ? order.insert(name.group, at: 0) : order.append(name.group)
      }
      return order.map { group in members.filter { $0.name.group == group } }
    }
  }

  private func weights(of candidates: [NamedArray]) throws(MATFileError) -> Weights {
    let matrices = candidates.filter { $0.name.role == .matrix }
    guard !matrices.isEmpty else {
      throw MATFileError(
        .missingVariable, variable: candidates[0].array.path,
        "has biases, and no weights are with them", remedy: Self.remedy)
    }
    let isNumbered = matrices.contains { $0.name.number != nil }
    let members = candidates.filter { ($0.name.number != nil) == isNumbered }
    let layers = try layers(of: members)
    let family = members[0].name.family
    let hasBiases = layers[0].biases != nil
    let arrangements: [WeightLayout.Arrangement] =
      switch (hasBiases, family) {
      case (false, _): [.biasesInFirstColumn, .biasesInFirstRow]
      // A multilayer perceptron of scikit-learn has a row per input, a linear model one per output.
      case (true, .coefficients) where isNumbered: [.rowPerInput, .rowPerOutput]
      case (true, _): [.rowPerOutput, .rowPerInput]
      }
    for arrangement in arrangements
    where Self.firstMisfit(in: layers, arrangement) == nil {
      return Weights(layers: layers, arrangement: arrangement)
    }
    throw misfit(in: layers, arrangements[0])
  }

  /// The layers by number, which begins with 0 or 1 and has no gaps; there is a matrix.
  private func layers(of members: [NamedArray]) throws(MATFileError) -> [StoredLayer] {
    var layers: [StoredLayer] = []
    let matrices = members.filter { $0.name.role == .matrix }
      .sorted { ($0.name.number ?? 0) < ($1.name.number ?? 0) }
    let biases = members.filter { $0.name.role == .biases }
    let first = matrices[0].name
    let start = min(first.number ?? 0, 1)
    for (offset, (name, matrix)) in matrices.enumerated() {
      let number = name.number ?? 0
      if name.number != nil, number != start + offset {
        let isTwice = number < start + offset
        throw MATFileError(
          isTwice ? .corrupt : .missingVariable,
          variable: isTwice ? matrix.path : first.path(number: start + offset),
          isTwice
            ? "has the weights of a layer that another variable also has" : "is not in the file",
          remedy: Self.remedy)
      }
      let own = biases.filter { $0.name.number == name.number }
      guard own.count == (biases.isEmpty ? 0 : 1) else {
        throw MATFileError(
          .missingVariable, variable: matrix.path, "has \(own.count) vectors of biases",
          remedy: Self.remedy)
      }
      layers.append(StoredLayer(matrix: matrix, biases: own.first?.array))
    }
    return layers
  }

  /// The first layer whose arrays do not fit together or to the layer before.
  private static func firstMisfit(
    in layers: [StoredLayer], _ arrangement: WeightLayout.Arrangement
  ) -> Int? {
    var outputs: Int?
    for (index, layer) in layers.enumerated() {
      guard let shape = layer.shape(arrangement), shape.inputs == outputs ?? shape.inputs else {
        return index
      }
      outputs = shape.outputs
    }
    return nil
  }

  private func misfit(
    in layers: [StoredLayer], _ arrangement: WeightLayout.Arrangement
  ) -> MATFileError {
    let index = Self.firstMisfit(in: layers, arrangement) ?? 0
    let layer = layers[index]
    for array in [layer.matrix, layer.biases].compactMap(\.self) where array.size == nil {
      return MATFileError(
        .wrongClass, variable: array.path,
        "is \(array.summary), but a full matrix of real numbers is needed", remedy: Self.remedy)
    }
    var problem = "is \(layer.matrix.summary)"
    if let biases = layer.biases { problem += ", and \(biases.path) is \(biases.summary)" }
    if index > 0, let before = layers[index - 1].shape(arrangement) {
      problem +=
        ", where the layer before needs "
        + (arrangement.hasBiasVectors
          ? "\(before.outputs) inputs" : "1 + \(before.outputs) columns")
    }
    return MATFileError(
      .corrupt, variable: layer.matrix.path, problem,
      remedy: arrangement.hasBiasVectors
        ? "weights have a row for each output and a column for each input, or the reverse, and a "
          + "bias for each output"
        : "a Theta has a row for each output and a column for the bias and each input")
  }

  private static let remedy = "weights are in variables Theta1, Theta2, …, or W1, b1, W2, b2, …"

  /// What is said of a file without the usual names: what it has, and that a vector needs the sizes
  /// of the layers.
  private var absence: MATFileError {
    let vectors = arrays.filter { ($0.length ?? 0) > 1 }
    let layers = "the sizes of the layers, as in cost --layers 400,25,10"
    if let longest = vectors.max(by: { ($0.length ?? 0) < ($1.length ?? 0) }),
      vectors.count == arrays.filter({ $0.size != nil }).count
    {
      return MATFileError(
        .missingVariable, variable: longest.path,
        "is one vector of \(longest.length ?? 0) numbers, which does not tell the layers",
        remedy: "give \(layers); or save matrices Theta1, Theta2, …")
    }
    let listed = arrays.prefix(8).map { "\($0.path) (\($0.summary))" }.joined(separator: ", ")
    return MATFileError(
      .missingVariable,
      "no weights are known by their names; the file has "
        + (arrays.isEmpty ? "no variables" : listed + (arrays.count > 8 ? ", …" : "")),
      remedy: Self.remedy + "; for one vector, give \(layers)")
  }
}
