internal import LinearAlgebra

/// The examples that were read from the records of a table, one number per feature column; it is the
/// index of a category in a categorical column.
struct TableRows<Scalar: BLASScalar> {
  /// A value that is not simply a finite number of a feature.
  struct Value {
    /// The text.
    let text: String
    /// The number that the text is; `nil` if it isn't one.
    let number: Double?
    /// Whether it stands for a missing value.
    let isMissing: Bool
  }

  let plan: TablePlan
  /// The features of one example after the other; 0 for missing values.
  var values: [Scalar] = []
  /// The features of the example that is being read.
  private var row: [Scalar]
  /// The categories of each feature, in the order of their indices.
  var categories: [[String]]
  private var categoryIndices: [[String: Int]]
  /// The missing values.
  private(set) var missing: [(example: Int, feature: Int)] = []
  /// The labels as text.
  private(set) var labels: [String] = []
  /// The labels that are numbers.
  private(set) var labelNumbers: [Double?] = []
  /// The line of each example.
  private(set) var lines: [Int] = []
  /// The number of examples that were left out for their missing values.
  private(set) var droppedCount = 0
  /// The number of examples without a label.
  private(set) var unlabeledCount = 0

  /// The missing features, the label, and whether to leave it out, of the example that is read.
  private var rowMissing: [Int] = []
  private var rowLabel: Value?
  private var isRowDropped = false

  /// Prepares for at most as many examples; memory is reserved for at most `valueCount` numbers.
  init(_ plan: TablePlan, exampleCount: Int, valueCount: Int) {
    self.plan = plan
    row = [Scalar](repeating: 0, count: plan.features.count)
    categories = plan.features.map { $0.categories ?? [] }
    categoryIndices = categories.map {
      Dictionary(zip($0, 0...), uniquingKeysWith: { first, _ in first })
    }
    let (size, overflow) = exampleCount.multipliedReportingOverflow(by: row.count)
    values.reserveCapacity(overflow ? valueCount : min(size, valueCount))
  }

  /// The number of examples.
  var count: Int { lines.count }

  /// Sets a feature of the example to a finite number.
  @inline(__always)
  mutating func set(_ feature: Int, to number: Scalar) { row[feature] = number }

  /// Takes the value of a column for the example.
  mutating func take(_ value: Value, column: Int, line: Int) throws(DatasetError) {
    switch plan.roles[column] {
    case .ignored: return
    case .label: rowLabel = value
    case .indicator(let index):
      guard let number = value.number, number == 0 || number == 1 else {
        throw indicatorError(column, line, "'\(value.text.excerpt)' is neither 0 nor 1")
      }
      guard number == 1 else { return }
      guard rowLabel == nil else { throw indicatorError(column, line, "this is the second 1") }
      let name = plan.classNames[index]
      rowLabel = Value(text: name, number: Int(name).map(Double.init), isMissing: false)
    case .number(let feature):
      if value.isMissing { return try takeMissing(feature, column: column, line: line) }
      guard let number = value.number, Scalar(number).isFinite else {
        throw notANumber(value, column: column, line: line)
      }
      row[feature] = Scalar(number)
    case .category(let feature):
      if value.isMissing { return try takeMissing(feature, column: column, line: line) }
      row[feature] = Scalar(try category(value.text, feature, column: column, line: line))
    }
  }

  /// Adds the example whose values were taken.
  mutating func endExample(line: Int) throws(DatasetError) {
    defer {
      rowMissing.removeAll(keepingCapacity: true)
      rowLabel = nil
      isRowDropped = false
    }
    try takeLabel(line: line)
    guard !isRowDropped else {
      droppedCount += 1
      return
    }
    for feature in rowMissing { missing.append((count, feature)) }
    values.append(contentsOf: row)
    lines.append(line)
    guard let rowLabel else { return }
    labels.append(rowLabel.text)
    labelNumbers.append(rowLabel.number)
  }

  private mutating func takeLabel(line: Int) throws(DatasetError) {
    guard !plan.labelColumns.isEmpty, rowLabel.map(\.isMissing) ?? true else { return }
    let column = plan.labelColumns[0]
    if plan.labelColumns.count > 1, plan.requiresLabels {
      throw indicatorError(column, line, "none of the \(plan.labelColumns.count) columns is 1")
    }
    rowLabel = nil
    if plan.requiresLabels {
      guard plan.missingValues == .drop else {
        throw DatasetError(
          .invalidValue, at: plan.header.place(column, line: line), "the label is missing",
          remedy: "fill it in, or leave out such examples with --missing drop")
      }
      isRowDropped = true
    } else {
      unlabeledCount += isRowDropped ? 0 : 1
    }
  }

  private mutating func takeMissing(
    _ feature: Int, column: Int, line: Int
  ) throws(DatasetError) {
    row[feature] = 0
    if plan.missingValues == .drop {
      isRowDropped = true
      return
    }
    rowMissing.append(feature)
    let known = plan.features[feature]
    guard plan.isForModel || plan.missingValues == nil, known.number == nil, known.text == nil
    else { return }
    let place = plan.header.place(column, line: line)
    guard plan.isForModel else {
      throw DatasetError(
        .invalidValue, at: place, "the value is missing",
        remedy: "fill it in, replace such values with --missing mean, or leave out their examples "
          + "with --missing drop")
    }
    throw DatasetError(
      .invalidValue, at: place, "the value is missing, and the model has no replacement for it",
      remedy: "fill it in, leave out such examples with --missing drop, or train the model with "
        + "--missing mean")
  }

  /// The index of a category; a new one if the categories are not known.
  private mutating func category(
    _ text: String, _ feature: Int, column: Int, line: Int
  ) throws(DatasetError) -> Int {
    if let index = categoryIndices[feature][text] { return index }
    if let known = plan.features[feature].categories {
      throw DatasetError(
        .invalidValue, at: plan.header.place(column, line: line),
        "the model does not know the value '\(text.excerpt)'",
        remedy: "known values are \(ColumnPosition.shortList(known.map(\.excerpt)))")
    }
    let index = categories[feature].count
    // As many examples with as many features are more than are read.
    guard index * index < SparseSize.limit else {
      let reference = plan.header.reference(column)
      throw DatasetError(
        .unsupported, at: "\(plan.header.noun) \(reference)",
        "has more than \(index) categories, with a feature for each",
        remedy: "leave it out with --ignore \(reference)")
    }
    categories[feature].append(text)
    categoryIndices[feature][text] = index
    return index
  }

  private func notANumber(_ value: Value, column: Int, line: Int) -> DatasetError {
    let reference = plan.header.reference(column)
    let remedy =
      plan.isForModel || value.number != nil
      ? "this feature is a finite number"
      : "for a column of text, one-hot encode it with --categorical \(reference) (or all such "
        + "columns with --categorical all), leave it out with --ignore \(reference), or name it with --labels \(reference) if it has the labels"
    return DatasetError(
      .invalidValue, at: plan.header.place(column, line: line),
      "'\(value.text.excerpt)' is not a finite number", remedy: remedy)
  }

  private func indicatorError(_ column: Int, _ line: Int, _ problem: String) -> DatasetError {
    DatasetError(
      .invalidValue, at: plan.header.place(column, line: line), problem,
      remedy:
        "one-hot labels have a single 1 in each record, and otherwise 0; name one column with "
        + "--labels if they are not one-hot")
  }
}
