/// The choice of the columns with the labels and the features, while it is made.
struct TableChoice {
  let sample: TableSample
  let options: DatasetOptions
  /// The columns whose role is not decided yet, in the order of the table.
  var undecided: [Int]
  /// The columns with the labels.
  var labels: [Int] = []
  /// The columns with the features.
  var features: [Int] = []
  /// What a reader should know, one sentence each.
  var notes: [String] = []

  var header: TableHeader { sample.header }

  /// Prepares the choice among the columns that the options don't leave out.
  init(_ sample: TableSample, _ options: DatasetOptions) throws(DatasetError) {
    self.sample = sample
    self.options = options
    let ignored = Set(try sample.header.columns(options.ignored, option: "--ignore"))
    undecided = (0..<sample.header.count).filter { !ignored.contains($0) }
  }

  /// Decides which columns have the labels and the features.
  mutating func decide() throws(DatasetError) {
    try takeOptions()
    if let input = options.input {
      try decide(for: input)
      return
    }
    let hasNamedFeatures = !features.isEmpty
    if !hasNamedFeatures { leaveOutIdentifiers() }
    if labels.isEmpty { try decideLabels(isOnly: hasNamedFeatures) }
    guard !hasNamedFeatures else { return }
    leaveOutLargeIdentifier()
    features = undecided
    noteLikelyIdentifiers()
  }

  /// Takes the columns that the options name.
  private mutating func takeOptions() throws(DatasetError) {
    if let text = options.labels {
      labels = try header.columns([text], option: "--labels")
      try remove(labels, option: "--labels")
      guard labels.count == 1 || sample.isOneHot(labels) else {
        throw DatasetError(
          .invalidValue, at: "\(header.noun)s \(header.span(labels))",
          "several label \(header.noun)s must be one-hot: a single 1 in each record, and otherwise "
            + "0",
          remedy: "name one \(header.noun) with --labels")
      }
    }
    guard !options.features.isEmpty else { return }
    features = try header.columns(options.features, option: "--features")
    try remove(features, option: "--features")
  }

  private mutating func remove(_ columns: [Int], option: String) throws(DatasetError) {
    var available = Set(undecided)
    for column in columns {
      guard available.remove(column) != nil else {
        throw DatasetError(
          .missing, at: "\(header.noun) \(header.reference(column))",
          "the options name it twice, once with \(option)",
          remedy: "name each \(header.noun) in one of --labels, --features and --ignore")
      }
    }
    undecided.removeAll { !available.contains($0) }
  }

  /// Takes columns for the labels.
  mutating func take(labels columns: [Int]) {
    labels = columns
    let removed = Set(columns)
    undecided.removeAll { removed.contains($0) }
  }
}
