internal import LinearAlgebra

extension TableRows {
  /// The examples, with missing values replaced and categories encoded, and all decisions.
  ///
  /// - Throws: ``DatasetError`` if the labels are no classes, if a column has no values at all, or
  ///   if one-hot encoding takes too many features.
  consuming func examples(
    format: String
  ) throws(DatasetError) -> (examples: Examples<Scalar>, reading: DatasetReading) {
    let labels = try encodableLabels()
    let notes = plan.notes + self.notes(hasLabels: labels != nil)
    sortCategories()
    let columns = try replacingMissingValues()
    let features = try encoded(columns)
    let place = plan.header.noun == .attribute ? "@data" : "records"
    let examples = try Examples(
      features: features, labels: labels,
      imageShape: columns.count == features.columns
        ? .guessed(featureCount: columns.count, order: .rows) : nil,
      names: (place, place))
    var reading = plan.reading(format: format, featureCount: features.columns)
    if labels == nil { reading.labels = nil }
    reading.notes = notes
    reading.columns = columns
    return (examples, reading)
  }

  /// The labels as whole numbers if all of them are numbers, and otherwise as text; `nil` if there
  /// are none.
  private func encodableLabels() throws(DatasetError) -> Labels? {
    guard !plan.labelColumns.isEmpty, unlabeledCount == 0 else { return nil }
    let numbers = labelNumbers.compactMap(\.self)
    guard numbers.count == labels.count else { return .texts(labels) }
    if let index = numbers.firstIndex(where: { Int(exactly: $0) == nil || abs($0) > 0x1p53 }) {
      guard plan.requiresLabels else { return .texts(labels) }
      throw DatasetError(
        .invalidValue, at: plan.header.place(plan.labelColumns[0], line: lines[index]),
        "the label \(labels[index].excerpt) is not a whole number",
        remedy: "labels are classes, as regression is not supported; name another "
          + "\(plan.header.noun) with --labels")
    }
    return .numbers(numbers.map { Int($0) })
  }

  private func notes(hasLabels: Bool) -> [String] {
    var notes: [String] = []
    if droppedCount > 0 {
      notes.append(
        "Left out \(droppedCount) of \(droppedCount + count) examples with missing values")
    }
    if !missing.isEmpty {
      let columns = Set(missing.map(\.feature)).sorted().map { plan.features[$0].column }
      let what = missing.count == 1 ? "1 missing value" : "\(missing.count) missing values"
      notes.append(
        "Replaced \(what) in \(plan.header.noun) \(plan.header.list(columns)) by the mean or the most frequent text of "
          + "the training set")
    }
    if !plan.labelColumns.isEmpty, !hasLabels {
      notes.append("Left out the labels, as \(unlabeledCount) of \(count) are missing")
    }
    return notes
  }

  /// Puts the categories that were found in the order of ``LabelEncoding``, without those that occur
  /// only in examples that were left out.
  private mutating func sortCategories() {
    for feature in categories.indices
    where plan.features[feature].isCategorical && plan.features[feature].categories == nil {
      let found = categories[feature]
      guard !found.isEmpty else { continue }
      let positions = stride(from: feature, to: values.count, by: plan.features.count)
      let gaps = Set(missing.lazy.filter { $0.feature == feature }.map(\.example))
      var used = Set<Int>()
      for (example, position) in positions.enumerated() where !gaps.contains(example) {
        used.insert(Int(values[position]))
      }
      let sorted = LabelEncoding(occurringIn: used.map { found[$0] }).labels
      let index = Dictionary(uniqueKeysWithValues: zip(sorted, 0...))
      for (example, position) in positions.enumerated() where !gaps.contains(example) {
        values[position] = Scalar(index[found[Int(values[position])]]!)
      }
      categories[feature] = sorted
    }
  }

  /// Replaces missing values, and describes the columns.
  private mutating func replacingMissingValues() throws(DatasetError) -> [FeatureColumn] {
    let missing = Dictionary(grouping: missing, by: \.feature).mapValues { $0.map(\.example) }
    var columns: [FeatureColumn] = []
    for (index, feature) in plan.features.enumerated() {
      let gaps = missing[index] ?? []
      let needsReplacement =
        plan.missingValues == .mean && !plan.isForModel && count > 0
      if needsReplacement, gaps.count == count {
        throw DatasetError(
          .invalidValue, at: "\(plan.header.noun) \(plan.header.reference(feature.column))",
          "all values are missing",
          remedy: "leave it out with --ignore \(plan.header.reference(feature.column))")
      }
      let replacement: Double
      let kind: FeatureColumn.Kind
      if feature.isCategorical {
        let texts = categories[index]
        let text = needsReplacement ? texts[mostFrequent(index, except: gaps)] : feature.text
        replacement = text.flatMap { texts.firstIndex(of: $0) }.map(Double.init) ?? 0
        kind = .category(texts, replacement: text)
      } else {
        let number = needsReplacement ? mean(index, except: gaps) : feature.number
        replacement = number ?? 0
        kind = .number(replacement: number)
      }
      columns.append(FeatureColumn(name: feature.name, kind: kind))
      for example in gaps { values[example * plan.features.count + index] = Scalar(replacement) }
    }
    return columns
  }

  /// The mean of a feature over all examples except those in which it is missing, where it is 0.
  private func mean(_ feature: Int, except gaps: [Int]) -> Double {
    let presentCount = Double(count - gaps.count)
    return stride(from: feature, to: values.count, by: plan.features.count)
      .reduce(0) { $0 + Double(values[$1]) / presentCount }
  }

  /// The first of the most frequent categories of a feature.
  private func mostFrequent(_ feature: Int, except gaps: [Int]) -> Int {
    var counts = [Int](repeating: 0, count: categories[feature].count)
    for position in stride(from: feature, to: values.count, by: plan.features.count) {
      counts[Int(values[position])] += 1
    }
    for example in gaps { counts[Int(values[example * plan.features.count + feature])] -= 1 }
    return counts.firstIndex(of: counts.max()!)!
  }

  /// The features with a number for each category.
  private func encoded(_ columns: [FeatureColumn]) throws(DatasetError) -> Matrix<Scalar> {
    let width = columns.reduce(0) { $0 + $1.featureCount }
    guard plan.features.contains(where: \.isCategorical) else {
      return Matrix(rows: count, columns: width, elements: values)
    }
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, size <= SparseSize.limit else {
      let widest = columns.indices.max { columns[$0].featureCount < columns[$1].featureCount }!
      let reference = plan.header.reference(plan.features[widest].column)
      throw DatasetError(
        .unsupported, at: "\(plan.header.noun) \(reference)",
        "has \(columns[widest].featureCount) different values, which takes \(count) × \(width) "
          + "features, more than the \(SparseSize.limit) that are read",
        remedy: "leave it out with --ignore \(reference)")
    }
    var elements: [Scalar] = []
    elements.reserveCapacity(size)
    for example in 0..<count {
      for (feature, column) in columns.enumerated() {
        let value = values[example * columns.count + feature]
        guard plan.features[feature].isCategorical else {
          elements.append(value)
          continue
        }
        let start = elements.count
        elements.append(contentsOf: repeatElement(0, count: column.featureCount))
        if column.featureCount > 0 { elements[start + Int(value)] = 1 }
      }
    }
    return Matrix(rows: count, columns: width, elements: elements)
  }
}

extension TablePlan {
  /// Describes what is read, as far as it is decided before.
  fileprivate func reading(format: String, featureCount: Int) -> DatasetReading {
    let columns = features.map(\.column)
    let noun = header.noun.rawValue
    let encoded = featureCount == columns.count ? "" : " as \(featureCount) features"
    var reading = DatasetReading(
      format: format,
      features: "\(columns.count) \(noun)\(columns.count == 1 ? "" : "s") "
        + "(\(header.span(columns)))" + encoded,
      labels: labelColumns.isEmpty
        ? nil
        : labelColumns.count == 1
          ? "\(noun) \(header.reference(labelColumns[0]))"
          : "\(noun)s \(header.span(labelColumns)) (one-hot)")
    reading.ignored = ignored.map(header.reference)
    return reading
  }
}
