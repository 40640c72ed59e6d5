/// What each column of a table is: features, labels, or nothing.
struct TablePlan {
  /// What a column is.
  enum Role: Equatable {
    /// Left out.
    case ignored
    /// The label.
    case label
    /// 1 if the label is the class with this index, and otherwise 0.
    case indicator(Int)
    /// A feature with numbers.
    case number(feature: Int)
    /// A feature with categories.
    case category(feature: Int)
  }

  /// A column with features.
  struct Feature {
    /// The column.
    let column: Int
    /// The name; empty if it has none.
    let name: String
    /// Whether the values are categories.
    let isCategorical: Bool
    /// The categories, if they are known before the table is read.
    var categories: [String]?
    /// What the model puts in place of a missing number.
    var number: Double?
    /// What the model puts in place of a missing category.
    var text: String?
  }

  /// The columns of the table.
  let header: TableHeader
  /// The roles of the columns.
  private(set) var roles: [Role]
  /// The features, in the order of the model or the table.
  let features: [Feature]
  /// The columns with the labels; several if they are one-hot, none if there are no labels.
  let labelColumns: [Int]
  /// The names of the classes of one-hot labels.
  let classNames: [String]
  /// Whether examples without labels are refused.
  let requiresLabels: Bool
  /// What is done about missing values.
  let missingValues: DatasetOptions.MissingValues?
  /// Whether the features are those of a model.
  let isForModel: Bool
  /// The columns that were left out.
  let ignored: [Int]
  /// What a reader should know, one sentence each.
  private(set) var notes: [String]

  /// Decides what the columns of a table are.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if an option names a column that doesn't exist, if
  ///   the labels can't be decided, or if a feature of the model is missing; `sizeMismatch` if the
  ///   number of features is not that of the model; `unsupported` for a feature with text that is
  ///   not categorical.
  init(_ sample: TableSample, _ options: DatasetOptions) throws(DatasetError) {
    let header = sample.header
    var choice = try TableChoice(sample, options)
    try choice.decide()
    let isCategorical = try Self.categorical(sample, options, among: choice.features)
    var features: [Feature] = []
    for (index, column) in choice.features.enumerated() {
      let known = options.input.flatMap { $0.columns.isEmpty ? nil : $0.columns[index] }
      features.append(
        try Self.feature(column, sample, known: known, isCategorical: isCategorical[index]))
    }
    var roles = [Role](repeating: .ignored, count: header.count)
    for (index, feature) in features.enumerated() {
      roles[feature.column] =
        feature.isCategorical ? .category(feature: index) : .number(feature: index)
    }
    for (index, column) in choice.labels.enumerated() {
      roles[column] = choice.labels.count == 1 ? .label : .indicator(index)
    }
    self.header = header
    self.roles = roles
    self.features = features
    labelColumns = choice.labels
    classNames = TableChoice.classNames(choice.labels, header)
    requiresLabels = options.requiresLabels
    missingValues = options.missingValues
    isForModel = options.input != nil
    ignored = roles.indices.filter { roles[$0] == .ignored }
    notes = choice.notes
    let declared = features.filter { $0.categories != nil }
    if sample.declarations != nil, options.input == nil, !declared.isEmpty {
      let count = declared.reduce(0) { $0 + $1.categories!.count }
      notes.append(
        "Encoded \(header.list(declared.map(\.column))) as \(count) features, one for each declared "
          + "value")
    }
  }

  private static func categorical(
    _ sample: TableSample, _ options: DatasetOptions, among features: [Int]
  ) throws(DatasetError) -> [Bool] {
    if options.categorical == ["all"], sample.header.names?.contains("all") != true {
      return features.map { sample.hasText($0) }
    }
    let named = Set(try sample.header.columns(options.categorical, option: "--categorical"))
    return features.map { named.contains($0) }
  }

  /// Describes a column with features; what a model knows about it comes before all else.
  private static func feature(
    _ column: Int, _ sample: TableSample, known: FeatureColumn?, isCategorical: Bool
  ) throws(DatasetError) -> Feature {
    let name = sample.header.name(column)
    switch known?.kind {
    case .number(let replacement):
      return Feature(column: column, name: name, isCategorical: false, number: replacement)
    case .category(let texts, let replacement):
      return Feature(
        column: column, name: name, isCategorical: true, categories: texts, text: replacement)
    case nil: break
    }
    switch sample.declarations?[column] {
    case .categories(let texts):
      return Feature(column: column, name: name, isCategorical: true, categories: texts)
    case .text(let keyword) where !isCategorical:
      let reference = sample.header.reference(column)
      throw DatasetError(
        .unsupported, at: "\(sample.header.noun) \(name.excerpt)",
        "is of type \(keyword), but features are numbers or categories",
        remedy: "leave it out with --ignore \(reference), one-hot encode it with "
          + "--categorical \(reference), or name it with --labels")
    case .numbers, .text, nil:
      return Feature(column: column, name: name, isCategorical: isCategorical)
    }
  }
}
