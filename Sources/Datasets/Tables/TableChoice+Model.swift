/// The choice of the columns that a model was trained on.
extension TableChoice {
  /// Finds the features of a model by name, if the model and the table have names, and otherwise by
  /// position; then the labels among the other columns.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that names the features that the table lacks, or
  ///   of kind `sizeMismatch` for another number of features.
  mutating func decide(for input: ModelInput) throws(DatasetError) {
    let names = input.columns.map(\.name)
    let areNamed = !names.isEmpty && !names.contains("") && Set(names).count == names.count
    let candidates = features.isEmpty ? undecided : features
    if areNamed, header.names != nil {
      try match(names, among: candidates)
      if labels.isEmpty { try decideLabelsBesideNamedFeatures() }
      noteExtraColumns()
      return
    }
    let count = input.columns.isEmpty ? input.featureCount : input.columns.count
    if features.isEmpty {
      try decideByPosition(count)
    } else if labels.isEmpty {
      try decideLabels(isOnly: true)
    }
    guard features.count == count else {
      throw DatasetError(
        .sizeMismatch,
        "the table has \(features.count) feature \(header.noun)s, but the model has \(count)",
        remedy: "leave others out with --ignore, and name the label \(header.noun) with --labels")
    }
    if areNamed != (header.names != nil) {
      notes.append(
        "Took the \(header.noun)s by position, as the "
          + (areNamed ? "table has no header" : "model has no names of features"))
    }
  }

  /// Takes the columns with the names of the model's features.
  private mutating func match(_ names: [String], among candidates: [Int]) throws(DatasetError) {
    var columns: [String: [Int]] = [:]
    for column in candidates { columns[header.name(column), default: []].append(column) }
    let missing = names.filter { columns[$0] == nil }
    guard missing.isEmpty else {
      let others = candidates.filter { !names.contains(header.name($0)) }
      throw DatasetError(
        .missing, at: "\(header.noun) \(ColumnPosition.shortList(missing.map(\.excerpt)))",
        missing.count == 1
          ? "a feature of the model is missing"
          : "\(missing.count) features of the model are missing",
        remedy: "rename or add the \(header.noun)s; "
          + (others.isEmpty
            ? "the table has no others" : "others in the table are \(header.list(others))"))
    }
    if let name = names.first(where: { columns[$0]!.count > 1 }) {
      throw DatasetError(
        .malformed, at: "\(header.noun) \(name.excerpt)",
        "\(columns[name]!.count) \(header.noun)s have the name of this feature",
        remedy: "leave others out with --ignore and their position: "
          + columns[name]!.map { "\($0 + 1)" }.joined(separator: ", "))
    }
    features = names.map { columns[$0]![0] }
    let taken = Set(features)
    undecided.removeAll { taken.contains($0) }
    if zip(features, features.dropFirst()).contains(where: >) {
      notes.append(
        "Matched the \(features.count) feature \(header.noun)s by name, as their order differs")
    }
  }

  /// Takes a column with a usual name for the labels, the only one that is left, or the only one of
  /// these with text.
  private mutating func decideLabelsBesideNamedFeatures() throws(DatasetError) {
    if let named = try namedLabels() { return take(labels: named) }
    let others = undecided.filter { !Self.isIdentifierName(header.name($0)) }
    if options.input?.encoding != nil {
      let known = others.filter(hasLabelsOfModel)
      if known.count == 1 { return take(labels: known) }
      guard options.requiresLabels else { return }
    }
    if others.count == 1 { return take(labels: others) }
    let texts = others.filter { sample.isText($0) }
    if texts.count == 1 { return take(labels: texts) }
    if options.requiresLabels { throw undetected(others) }
  }

  /// Whether most values of a column are labels of the model.
  private func hasLabelsOfModel(_ column: Int) -> Bool {
    guard let labels = options.input?.encoding?.labels else { return false }
    let known = Set(labels)
    let count = sample.values(column).count { value in
      switch value {
      case .number(let number): Int(exactly: number).map { known.contains(String($0)) } ?? false
      case .text(let text): known.contains(text)
      case .missing: false
      }
    }
    return 2 * count > sample.recordCount
  }

  private mutating func noteExtraColumns() {
    guard !undecided.isEmpty else { return }
    notes.append(
      "Left out \(header.list(undecided)), which the model does not know")
  }

  /// Takes all columns for features if there are as many, or decides as for training.
  private mutating func decideByPosition(_ count: Int) throws(DatasetError) {
    if labels.isEmpty, let named = try namedLabels() { take(labels: named) }
    if undecided.count > count { leaveOutIdentifiers() }
    if labels.isEmpty, options.requiresLabels || undecided.count > count {
      try decideLabels(isOnly: false)
    }
    if undecided.count > count { leaveOutLargeIdentifier() }
    features = undecided
  }
}
