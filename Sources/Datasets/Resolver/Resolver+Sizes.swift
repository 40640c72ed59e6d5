// The dimension of the examples, and messages.
extension Resolver {
  /// A pair of variables, arranged.
  func plan(_ features: DataVariable, _ labels: DataVariable) throws(DatasetError) -> SetPlan {
    SetPlan(
      features: [.init(variable: features)], labels: .variable(labels),
      axis: try axis(of: features, labels: labels))
  }

  /// The dimension of the examples: the one that the option states, that has as many elements as
  /// there are labels, or with which there are as many features as a model expects.
  func axis(
    of features: DataVariable, labels: DataVariable? = nil
  ) throws(DatasetError) -> DatasetOptions.ExampleAxis {
    if let axis = options.exampleAxis { return axis }
    guard features.canBeFeatures else { return .rows }
    let counts =
      labels?.labelCounts
      ?? [features.dimensions.first, features.dimensions.last].compactMap(\.self)
    let axes = counts.flatMap { features.exampleAxes(ofCount: $0, tree.convention) }
    guard let likeliest = axes.first else {
      guard let labels, labels.kind != .unsupported else { return .rows }
      throw DatasetError(
        .sizeMismatch, at: "\(features.description), \(labels.description)",
        "no dimension of the features has as many examples as there are labels",
        remedy: "check that the variables belong together, or name others with --features and "
          + "--labels")
    }
    // The model decides between dimensions of the same size.
    let expected = options.input?.featureCount
    return axes.first { features.featureCount(along: $0) == expected } ?? likeliest
  }

  /// Notes the variables that may be data and are not used.
  func noteUnused(_ sets: inout ResolvedSets) {
    let plans = [sets.training, sets.validation, sets.test].compactMap(\.self)
    var used = Set(plans.flatMap { $0.features.map(\.variable.path) })
    for plan in plans {
      if case .variable(let variable) = plan.labels { used.insert(variable.path) }
      if let members = plan.members { used.insert(members.variable.path) }
    }
    let others = tree.variables.filter { variable in
      !used.contains(variable.path) && variable.kind != .unsupported
        && variable.dimensions.contains { $0 > 1 } && !VariableName(variable.path).isDescription
    }
    if !others.isEmpty { sets.notes.append("Not used: \(Self.list(others))") }
  }

  static func list(_ variables: [DataVariable]) -> String {
    variables.isEmpty
      ? "no variables"
      : variables.prefix(12).map(\.description).joined(separator: ", ")
        + (variables.count > 12 ? ", … (\(variables.count) in all; see fullbatch inspect)" : "")
  }

  static func ambiguous(_ pairs: [(features: DataVariable, labels: DataVariable)]) -> DatasetError {
    let sameFeatures = Set(pairs.map(\.features.path)).count == 1
    let sameLabels = Set(pairs.map(\.labels.path)).count == 1
    let candidates = pairs.map { pair in
      sameFeatures
        ? pair.labels.description
        : sameLabels ? pair.features.description : "\(pair.features.path) with \(pair.labels.path)"
    }
    return DatasetError(
      .missing,
      "several variables may be the \(sameFeatures ? "labels" : "features")",
      remedy: "choose with \(sameFeatures ? "--labels" : "--features"): "
        + candidates.joined(separator: ", "))
  }

  /// The error where no labels for the features are found.
  func unlabeled(_ features: DataVariable) -> DatasetError {
    let others = tree.variables.filter { $0.path != features.path }
    if let error = unreadableError { return error }
    guard others.isEmpty else {
      return DatasetError(
        .missing, at: features.description,
        "the labels for these features can't be told from the names",
        remedy: "name the variable with --labels: \(Self.list(others))")
    }
    return DatasetError(
      .missing, at: features.description, "the file has these features, but no labels, such as y",
      remedy: features.dimensions.count == 2 && features.kind == .numbers
        ? "add the labels, or name a column of it, as in --labels '\(features.path)(:,end)'"
        : "add the labels, one per example")
  }

  /// The error for a file with the weights of a model and no other matrix.
  var modelError: DatasetError? {
    let isOfWeights = { (path: String) in path.hasPrefix("Theta") || path.hasPrefix("fullbatch.") }
    guard tree.variables.contains(where: { $0.path == "Theta1" }),
      tree.variables.allSatisfy({ isOfWeights($0.path) })
    else { return nil }
    return DatasetError(
      .missing, "the file has the weights of a model, and no data",
      remedy: "give it as --model or --weights, and a data set as --data")
  }

  /// The reason why a variable without a readable name can't be read; `nil` if there is none.
  private var unreadableError: DatasetError? {
    guard let variable = tree.variables.first(where: { $0.path.hasPrefix("(a name") }) else {
      return nil
    }
    do throws(DatasetError) {
      _ = try variable.value()
      return nil
    } catch {
      return error
    }
  }

  /// The error where neither names nor sizes decide.
  func undecided() -> DatasetError {
    if let error = unreadableError { return error }
    let usable = tree.variables.filter { $0.kind != .unsupported }
    guard !usable.isEmpty else {
      return DatasetError(
        .missing, "the file has no arrays of numbers",
        remedy: tree.variables.isEmpty ? "check the file" : "it has \(Self.list(tree.variables))")
    }
    return DatasetError(
      .missing, "the variables with the features and the labels can't be told from the names",
      remedy: "name them with --features and --labels, or call them X and y: the file has "
        + Self.list(tree.variables))
  }
}

extension DataVariable {
  /// The number of features if the examples are along a dimension.
  func featureCount(along axis: DatasetOptions.ExampleAxis) -> Int {
    let others = axis == .rows ? dimensions.dropFirst() : dimensions.dropLast()
    return others.reduce(1, *)
  }
}
