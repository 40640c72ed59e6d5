/// Decides which arrays of a file are the features and the labels of which set.
///
/// It reads names and sizes, and values only where these do not decide.
struct Resolver {
  let tree: DataTree
  let options: DatasetOptions
  let entries: [Entry]

  /// A variable and what its name says.
  struct Entry {
    let variable: DataVariable
    let name: VariableName
  }

  init(_ tree: DataTree, _ options: DatasetOptions) {
    self.tree = tree
    self.options = options
    entries = tree.variables.map { Entry(variable: $0, name: VariableName($0.path)) }
  }

  /// Decides on the sets.
  ///
  /// Variables that the options name come first. Otherwise the names decide (``VariableName``): the
  /// pair whose names say most and whose sizes agree. Without such a pair, it is the only matrix and
  /// the only labels of its length; then a matrix for each class, named by a number; then a single
  /// matrix whose first or last column looks like classes.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that names the option and the candidates, where
  ///   the file doesn't decide.
  func sets() throws(DatasetError) -> ResolvedSets {
    if let error = modelError { throw error }
    if !options.features.isEmpty || options.labels != nil { return try chosenSets() }
    for split in [Split.training, nil] {
      if let training = try namedSet(split) { return try withSiblings(training) }
    }
    // A file that has only a test set is also a data set.
    for split in [Split.test, .validation] {
      if let only = try namedSet(split) { return ResolvedSets(training: only) }
    }
    if let only = try onlyPair() { return ResolvedSets(training: only) }
    if let only = try columnsOfOnlyMatrix() { return ResolvedSets(training: only) }
    if let only = matrixOfClasses() { return ResolvedSets(training: only) }
    if !options.requiresLabels, let features = onlyFeatures() {
      return ResolvedSets(
        training: SetPlan(
          features: [.init(variable: features)], labels: nil, axis: try axis(of: features)))
    }
    if let features = onlyFeatures() { throw unlabeled(features) }
    throw undecided()
  }
}

// The sets that the names suggest.
extension Resolver {
  /// Adds the validation and the test set to a training set.
  private func withSiblings(_ training: SetPlan) throws(DatasetError) -> ResolvedSets {
    if let sets = try numberedSets(training) { return sets }
    var sets = ResolvedSets(
      training: training, validation: try namedSet(.validation), test: try namedSet(.test))
    noteUnused(&sets)
    return sets
  }

  /// The set of a split by the names of its variables; `nil` if there is none.
  func namedSet(_ split: Split?) throws(DatasetError) -> SetPlan? {
    if let pair = try pair(split) { return pair }
    return matrixPerClass(split)
  }

  /// The pair of features and labels of a split by name; `nil` if there is none.
  private func pair(_ split: Split?) throws(DatasetError) -> SetPlan? {
    let members = entries.filter { $0.name.split == split }
    let named = members.filter { $0.name.featureRank != nil }
    let usable = named.filter(\.variable.canBeFeatures)
    // Without any numbers, reading the variable says what is wrong with it.
    let features = usable.isEmpty ? named : usable
    let labels = members.filter { $0.name.labelRank != nil }
    let all = features.flatMap { features in labels.map { (features: features, labels: $0) } }
    let fitting = all.filter { fits($0.features.variable, $0.labels.variable) }
    let scored = (fitting.isEmpty ? all : fitting).map { pair in
      (
        pair: pair,
        score: [
          pair.features.name.stem == pair.labels.name.stem ? 0 : 1,
          pair.features.name.featureRank!, pair.labels.name.labelRank!,
        ]
      )
    }
    guard let best = scored.map(\.score).min(by: { $0.lexicographicallyPrecedes($1) }) else {
      return nil
    }
    let equal = scored.filter { $0.score == best }.map(\.pair)
    guard equal.count == 1 || fitting.isEmpty else {
      throw Self.ambiguous(equal.map { ($0.features.variable, $0.labels.variable) })
    }
    return try plan(equal[0].features.variable, equal[0].labels.variable)
  }

  /// Whether a variable may have the labels of another one, by their sizes.
  func fits(_ features: DataVariable, _ labels: DataVariable) -> Bool {
    labels.labelCounts.contains { count in
      features.exampleAxes(ofCount: count, tree.convention).contains { axis in
        options.exampleAxis.map { ($0 == .rows) == (axis == .rows) } ?? true
      }
    }
  }

  /// Variables that are named by a set or a class and a number, as `train0` or `digit3`, with
  /// equally many features: a class each.
  private func matrixPerClass(_ split: Split?) -> SetPlan? {
    let members = entries.filter { $0.name.split == split }
    let numbered = members.filter {
      $0.name.isNumberOfClass && $0.variable.canBeFeatures && $0.variable.dimensions.count >= 2
    }
    guard numbered.count >= 2, Set(numbered.map(\.name.stem)).count == 1,
      Set(numbered.map(\.name.number)).count == numbered.count,
      !members.contains(where: { $0.name.labelRank != nil && $0.name.number == nil })
    else { return nil }
    let extents = numbered.map(\.variable.dimensions)
    let areRows = extents.allSatisfy { $0.dropFirst() == extents[0].dropFirst() }
    let areLast = extents.allSatisfy { $0.dropLast() == extents[0].dropLast() }
    let prefersLast = extents[0].count > 2 && tree.convention == .matlab
    let axis: DatasetOptions.ExampleAxis
    switch (options.exampleAxis, areRows, areLast) {
    case (.rows?, true, _), (nil, true, false): axis = .rows
    case (.columns?, _, true), (.last?, _, true), (nil, false, true): axis = .last
    case (nil, true, true): axis = prefersLast ? .last : .rows
    default: return nil
    }
    let sorted = numbered.sorted { $0.name.number! < $1.name.number! }
    return SetPlan(
      features: sorted.map { .init(variable: $0.variable, label: $0.name.number) },
      labels: .perVariable, axis: axis)
  }

  /// The sets of a file with a variable that numbers the set of each example, as MatConvNet has it:
  /// 1 for training, 2 for validation, 3 for test; `nil` if there is none.
  private func numberedSets(_ all: SetPlan) throws(DatasetError) -> ResolvedSets? {
    guard let features = all.features.first?.variable else { return nil }
    for entry in entries where entry.name.isSetNumbers && entry.variable.kind == .numbers {
      let count = entry.variable.labelCounts
      guard count.count == 1, fits(features, entry.variable),
        case .numbers(let array) = try entry.variable.value()
      else { continue }
      let numbers = Set(array.storedValues())
      guard numbers.contains(1), numbers.isSubset(of: [1, 2, 3]), numbers.count > 1 else {
        continue
      }
      let part = { (number: Int) in
        var set = all
        set.members = (entry.variable, number)
        return set
      }
      return ResolvedSets(
        training: part(1), validation: numbers.contains(2) ? part(2) : nil,
        test: numbers.contains(3) ? part(3) : nil)
    }
    return nil
  }
}

// The sets that the sizes suggest.
extension Resolver {
  /// The only matrix, and the only other variable that may have its labels.
  private func onlyPair() throws(DatasetError) -> SetPlan? {
    let matrices = tree.variables.filter { $0.canBeFeatures && $0.labelCounts.count != 1 }
    guard matrices.count == 1 else { return nil }
    guard let labels = try onlyLabels(of: matrices[0]) else { return nil }
    return try plan(matrices[0], labels)
  }

  /// The only other variable with one label for each example of a matrix.
  func onlyLabels(of features: DataVariable) throws(DatasetError) -> DataVariable? {
    var found: [DataVariable] = []
    for variable in tree.variables
    where variable.path != features.path && variable.labelCounts.count == 1
      && variable.labelCounts != [1] && fits(features, variable)
    {
      switch variable.kind {
      case .text: found.append(variable)
      case .numbers:
        guard case .numbers(let array) = try variable.value(),
          Self.looksLikeClasses(array.storedValues())
        else { continue }
        found.append(variable)
      case .sparse, .unsupported: continue
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The features and the labels in the only matrix of a file: one of its ends looks like classes.
  private func columnsOfOnlyMatrix() throws(DatasetError) -> SetPlan? {
    let matrices = tree.variables.filter(\.isMatrix)
    guard matrices.count == 1, case .numbers(let array) = try matrices[0].value() else {
      return nil
    }
    let (rows, columns) = (array.rows, array.columns)
    let values = array.storedValues()
    let ends = [0, columns - 1].filter { column in
      Self.looksLikeClasses((0..<rows).map { values[$0 * columns + column] })
    }
    guard ends.count == 1 else { return nil }
    return SetPlan(
      features: [.init(variable: matrices[0], columns: (0..<columns).filter { $0 != ends[0] })],
      labels: .columns(matrices[0], ends[0]..<ends[0] + 1), axis: .rows)
  }

  /// The layout of USPS: features × examples of a class × classes, in a single array of MATLAB.
  private func matrixOfClasses() -> SetPlan? {
    let arrays = tree.variables.filter(\.canBeFeatures)
    guard tree.convention == .matlab, arrays.count == 1, arrays[0].dimensions.count == 3,
      let shape = ImageShape.guessed(featureCount: arrays[0].dimensions[0], order: .columns),
      shape.featureCount > arrays[0].dimensions[2], (2...100).contains(arrays[0].dimensions[2])
    else { return nil }
    return SetPlan(
      features: [.init(variable: arrays[0])], labels: .lastDimension, axis: .last)
  }

  /// The only variable that may have features: by name, or else the only matrix.
  private func onlyFeatures() -> DataVariable? {
    let candidates = entries.filter { $0.variable.canBeFeatures && $0.name.labelRank == nil }
    let named = candidates.filter { $0.name.featureRank != nil }
      .sorted { $0.name.featureRank! < $1.name.featureRank! }
    if let best = named.first,
      named.count == 1 || named[1].name.featureRank != best.name.featureRank
    {
      return best.variable
    }
    let matrices = candidates.filter { $0.variable.labelCounts.count != 1 }
    if matrices.count == 1 { return matrices[0].variable }
    return candidates.count == 1 ? candidates[0].variable : nil
  }

  /// Whether values are whole numbers with many repetitions.
  static func looksLikeClasses(_ values: [Double]) -> Bool {
    let numbers = values.compactMap { Int(exactly: $0) }
    return numbers.count == values.count && Labels.resemble(numbers)
  }
}
