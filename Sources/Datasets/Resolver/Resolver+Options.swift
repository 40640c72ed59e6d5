// The sets that the options name.
extension Resolver {
  /// The training set that the options name, and its siblings by name.
  func chosenSets() throws(DatasetError) -> ResolvedSets {
    let variables = tree.variables
    let labels = options.labels.map { VariableSelection($0, among: variables) }
    let selections = options.features.map { VariableSelection($0, among: variables) }
    var features: [SetPlan.Features] = []
    for selection in selections {
      let variable = try variable(of: selection, option: "--features")
      features.append(
        SetPlan.Features(
          variable: variable,
          columns: try selection.columns.map { columns throws(DatasetError) in
            Array(try indices(columns, of: variable))
          }))
    }
    if let labels, let columns = labels.columns {
      return ResolvedSets(training: try plan(features, labels, columns))
    }
    let label: DataVariable?
    if let path = labels?.path {
      let named = try variable(at: path, option: "--labels")
      if features.isEmpty { features = [.init(variable: try self.features(for: named))] }
      label = named
    } else {
      label = try self.labels(for: features[0].variable)
    }
    let axis = try self.axis(of: features[0].variable, labels: label)
    let training = SetPlan(
      features: features, labels: label.map { .variable($0) }, axis: axis)
    var sets = ResolvedSets(training: training)
    guard features.count == 1, features[0].columns == nil else { return sets }
    switch VariableName(features[0].variable.path).split {
    case nil, .training:
      sets.validation = try namedSet(.validation)
      sets.test = try namedSet(.test)
    case .validation, .test: break
    }
    noteUnused(&sets)
    return sets
  }

  /// Labels in columns of a variable; the other columns are features if no others are named.
  private func plan(
    _ features: [SetPlan.Features], _ labels: VariableSelection,
    _ columns: VariableSelection.Columns
  ) throws(DatasetError) -> SetPlan {
    let variable: DataVariable
    if labels.path == nil, let first = features.first {
      variable = first.variable
    } else {
      variable = try self.variable(of: labels, option: "--labels")
    }
    let indices = try indices(columns, of: variable)
    var features = features
    if features.isEmpty {
      // A column of a variable that is named like labels belongs to other features.
      let isOfLabels = VariableName(variable.path).labelRank != nil
      features = [
        .init(variable: isOfLabels ? try self.features(for: variable) : variable)
      ]
    }
    for place in features.indices where features[place].variable.path == variable.path {
      let all = features[place].columns ?? Array(0..<variable.dimensions[1])
      features[place].columns = all.filter { !indices.contains($0) }
      guard features[place].columns?.isEmpty == false else {
        throw DatasetError(
          .missing, at: variable.path, "all columns are labels, and none are features",
          remedy: "name fewer columns with --labels")
      }
    }
    return SetPlan(
      features: features, labels: .columns(variable, indices), axis: options.exampleAxis ?? .rows)
  }

  private func indices(
    _ columns: VariableSelection.Columns, of variable: DataVariable
  ) throws(DatasetError) -> Range<Int> {
    guard variable.dimensions.count == 2, variable.kind == .numbers else {
      throw DatasetError(
        .unsupported, at: variable.description, "is not a matrix of numbers, so it has no columns",
        remedy: "name the whole variable")
    }
    guard let indices = columns.indices(among: variable.dimensions[1]) else {
      throw DatasetError(
        .missing, at: variable.path,
        "has \(variable.dimensions[1]) columns, and not those from \(columns.first) to \(columns.last)",
        remedy: "count columns from 1, or backward from -1")
    }
    return indices
  }

  /// The variable that a selection names, or the only matrix if it names columns alone.
  private func variable(
    of selection: VariableSelection, option: String
  ) throws(DatasetError) -> DataVariable {
    guard let path = selection.path else { return try matrix(option: option) }
    return try variable(at: path, option: option)
  }

  /// The variable at a path.
  private func variable(at path: String, option: String) throws(DatasetError) -> DataVariable {
    if let variable = tree.variables.last(where: { $0.path == path }) { return variable }
    let inside = tree.variables.filter { $0.path.hasPrefix(path + ".") }
    throw DatasetError(
      .missing, at: path,
      inside.isEmpty
        ? "no such variable; the file has \(Self.list(tree.variables))" : "is a structure",
      remedy: inside.isEmpty
        ? "name a variable with \(option)" : "name one of its fields: \(Self.list(inside))")
  }

  /// The only matrix of the file, whose columns an option names.
  private func matrix(option: String) throws(DatasetError) -> DataVariable {
    let matrices = tree.variables.filter(\.isMatrix)
    if matrices.count == 1 { return matrices[0] }
    throw DatasetError(
      .missing, "\(option) names columns, but the file has \(matrices.count) matrices",
      remedy: "name the variable, too, as in 'data(:,end)': the file has "
        + Self.list(tree.variables))
  }

  /// The features for labels that were named: by name and size, or else the only matrix that fits.
  private func features(for labels: DataVariable) throws(DatasetError) -> DataVariable {
    let others = entries.filter {
      $0.variable.path != labels.path && $0.variable.canBeFeatures && fits($0.variable, labels)
    }
    let split = VariableName(labels.path).split
    let best = others.filter { $0.name.featureRank != nil && $0.name.split == split }
      .min { $0.name.featureRank! < $1.name.featureRank! }
    if let best { return best.variable }
    let matrices = others.map(\.variable).filter { $0.labelCounts.count != 1 }
    if matrices.count == 1 { return matrices[0] }
    throw DatasetError(
      .missing, "the features for \(labels.description) can't be told from the names",
      remedy:
        "name the variable with --features: \(Self.list(matrices.isEmpty ? tree.variables : matrices))"
    )
  }

  /// The labels for features that were named: by name and size, or else the only labels that fit;
  /// `nil` if none are needed.
  private func labels(for features: DataVariable) throws(DatasetError) -> DataVariable? {
    let name = VariableName(features.path)
    let named = entries.filter {
      $0.variable.path != features.path && $0.name.labelRank != nil && $0.name.split == name.split
        && fits(features, $0.variable)
    }
    let rank = { (entry: Entry) in
      (entry.name.stem == name.stem ? 0 : 1, entry.name.labelRank!)
    }
    if let best = named.min(by: { rank($0) < rank($1) }) { return best.variable }
    if let only = try onlyLabels(of: features) { return only }
    guard options.requiresLabels else { return nil }
    throw unlabeled(features)
  }
}
