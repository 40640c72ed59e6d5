/// The arrays of one set of examples, and how they are arranged.
struct SetPlan {
  /// A variable with features, or some of its columns.
  struct Features {
    let variable: DataVariable
    /// The columns that are features; `nil` for all.
    var columns: [Int]?
    /// The label of all examples of the variable; `nil` if the labels are elsewhere.
    var label: Int?
  }

  /// Where the labels are.
  enum LabelSource {
    /// In a variable: a vector, text, or a matrix with a column per class.
    case variable(DataVariable)
    /// In columns of a variable with features: one column, or one per class.
    case columns(DataVariable, Range<Int>)
    /// Each variable with features has one label.
    case perVariable
    /// The last of three dimensions: features × examples of a class × classes.
    case lastDimension
  }

  /// The variables with features: side by side, or with a label each, one below the other.
  var features: [Features]
  /// Where the labels are; `nil` if there are none.
  var labels: LabelSource?
  /// Which dimension has the examples.
  var axis: DatasetOptions.ExampleAxis
  /// The variable with the number of the set of each example, and the number of this set.
  var members: (variable: DataVariable, number: Int)?

  /// The variables with features in messages: `X`, or `train0 … train9`.
  var featureNames: String {
    let names = features.map { feature in
      guard let columns = feature.columns else { return feature.variable.path }
      return "\(feature.variable.path)(:,\(Self.columnText(columns)))"
    }
    let isLong = names.count > 3
    return (isLong ? "\(names[0]) … \(names[names.count - 1])" : names.joined(separator: ", "))
      + (members.map { " where \($0.variable.path) is \($0.number)" } ?? "")
  }

  /// The labels in messages; `nil` if there are none.
  var labelNames: String? {
    switch labels {
    case .variable(let variable): variable.path
    case .columns(let variable, let columns):
      "\(variable.path)(:,\(Self.columnText(Array(columns))))"
    case .perVariable: "the numbers in their names"
    case .lastDimension: "the last dimension"
    case nil: nil
    }
  }

  /// Columns counted from 1: `3`, `1:4`, `1,2,5`.
  private static func columnText(_ columns: [Int]) -> String {
    guard let first = columns.first, let last = columns.last else { return "" }
    if columns.count == 1 { return "\(first + 1)" }
    if last - first == columns.count - 1 { return "\(first + 1):\(last + 1)" }
    guard columns.count > 8 else {
      return columns.map { "\($0 + 1)" }.joined(separator: ",")
    }
    return "\(first + 1),…,\(last + 1)"
  }
}

/// The sets of a file.
struct ResolvedSets {
  var training: SetPlan
  var validation: SetPlan?
  var test: SetPlan?
  /// What a reader should know about the choice.
  var notes: [String] = []
}

extension DataVariable {
  /// The number of labels that a variable may have: its elements if it is a vector, otherwise its
  /// rows or its columns, one per class being in the other direction.
  var labelCounts: [Int] {
    let extents = dimensions.filter { $0 != 1 }
    return switch (dimensions.count, extents.count) {
    case (_, 0): [1]
    case (_, 1): [extents[0]]
    case (2, 2): dimensions
    default: []
    }
  }

  /// Returns the dimensions that may have `count` examples, the likeliest first.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - convention: The conventions of the file: of three or more dimensions of the same size,
  ///     MATLAB's examples are in the last.
  /// - Returns: Up to two dimensions.
  func exampleAxes(
    ofCount count: Int, _ convention: DataTree.Convention
  ) -> [DatasetOptions.ExampleAxis] {
    guard let first = dimensions.first, let last = dimensions.last else { return [] }
    var axes: [DatasetOptions.ExampleAxis] = []
    if first == count { axes.append(.rows) }
    if dimensions.count > 1, last == count {
      axes.append(dimensions.count == 2 ? .columns : .last)
    }
    return dimensions.count > 2 && convention == .matlab ? axes.reversed() : axes
  }

  /// Whether this is a matrix of numbers with several rows and columns.
  var isMatrix: Bool {
    kind == .numbers && dimensions.count == 2 && dimensions.allSatisfy { $0 > 1 }
  }

  /// Whether this can have features: numbers with at least two dimensions, or one.
  var canBeFeatures: Bool {
    (kind == .numbers || kind == .sparse) && !dimensions.isEmpty
  }
}
