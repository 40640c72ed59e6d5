/// The rules for the label columns that no option names.
extension TableChoice {
  /// Names of columns that have nothing but labels, in lowercase.
  private static let sureNames = ["label", "labels", "class", "classes", "target"]
  /// Names of columns with labels that may have something else in some tables, in lowercase.
  private static let likelyNames = ["y", "species", "diagnosis", "outcome"]

  /// Decides on the label columns: by their names, as the only column with repeated text, or as the
  /// first or last column if one of them looks like classes; for an ARFF file, the last attribute if
  /// its values are declared.
  ///
  /// - Parameter isOnly: Whether the features are known, so that a single column that is left has
  ///   the labels.
  /// - Throws: ``DatasetError`` of kind `missing`, with the candidates, if there is not exactly one.
  mutating func decideLabels(isOnly: Bool) throws(DatasetError) {
    if isOnly, undecided.count == 1 { return take(labels: undecided) }
    if let named = try namedLabels() { return take(labels: named) }
    if let last = undecided.last, case .categories? = sample.declarations?[last] {
      return take(labels: [last])
    }
    let texts = undecided.filter { sample.isText($0) && !hasOnlyDifferentTexts($0) }
    if texts.count == 1 {
      guard let other = likelyEndBeside(texts[0]) else { return take(labels: texts) }
      guard options.requiresLabels else { return }
      throw undetected([texts[0], other].sorted())
    }
    let candidates = texts.isEmpty ? likelyEnds : texts
    if texts.isEmpty, let block = sample.oneHotEnd(of: undecided),
      candidates.isEmpty || block.contains(where: candidates.contains)
    {
      guard options.requiresLabels else { return }
      let range = "\(header.reference(block[0])):\(header.reference(block[block.count - 1]))"
      let others = candidates.isEmpty ? "" : " or \(header.list(candidates))"
      throw DatasetError(
        .missing, "the last \(block.count) \(header.noun)s may be one-hot labels",
        remedy: "name the labels with --labels: \(range)\(others)")
    }
    if candidates.count == 1 { return take(labels: candidates) }
    guard options.requiresLabels else { return }
    throw undetected(candidates.isEmpty ? undecided : candidates)
  }

  /// Creates an error that asks for the label column.
  func undetected(_ candidates: [Int]) -> DatasetError {
    DatasetError(
      .missing, "the label \(header.noun) can't be detected",
      remedy: candidates.isEmpty
        ? "the table has no \(header.noun) beside the features"
        : "name it with --labels: \(header.list(candidates))")
  }

  /// Whether a column has a different text in each of ten or more records, as titles and names.
  private func hasOnlyDifferentTexts(_ column: Int) -> Bool {
    sample.recordCount >= 10 && sample.isDistinct(column)
  }

  /// The first and the last column, if they look like classes.
  private var likelyEnds: [Int] {
    guard let first = undecided.first, let last = undecided.last else { return [] }
    return (first == last ? [first] : [first, last]).filter { sample.looksLikeClasses($0) }
  }

  /// The last column, if it looks more like classes than all features do: a column of text before it
  /// may then be a feature.
  private func likelyEndBeside(_ text: Int) -> Int? {
    guard sample.declarations == nil, let last = likelyEnds.last, last == undecided.last,
      last != text
    else { return nil }
    let distinctCount = { (column: Int) in Set(self.sample.numbers(column)).count }
    let features = undecided.filter { $0 != text && $0 != last }
    let isLikely =
      !features.isEmpty && features.allSatisfy { 2 * distinctCount(last) <= distinctCount($0) }
    return isLikely ? last : nil
  }

  /// The columns that the header names as labels.
  ///
  /// - Throws: ``DatasetError`` if there are several.
  func namedLabels() throws(DatasetError) -> [Int]? {
    guard header.names != nil else { return nil }
    let sure = undecided.filter { Self.sureNames.contains(header.name($0).lowercased()) }
    if sure.count == 1 { return sure }
    let blocks = oneHotBlocks
    if sure.isEmpty, blocks.count == 1 { return blocks[0] }
    let likely = undecided.filter {
      Self.likelyNames.contains(header.name($0).lowercased()) && sample.canBeLabels($0)
    }
    if sure.isEmpty, blocks.isEmpty, likely.count < 2 { return likely.isEmpty ? nil : likely }
    guard options.requiresLabels || !sure.isEmpty else { return nil }
    throw undetected(sure + (sure.isEmpty ? blocks.flatMap { $0 } + likely : []))
  }

  /// Neighboring columns whose names begin with the same name of labels and that are one-hot.
  private var oneHotBlocks: [[Int]] {
    var blocks: [(stem: String, columns: [Int])] = []
    for column in undecided {
      guard let stem = Self.stem(header.name(column)) else { continue }
      if let last = blocks.last, last.stem == stem, last.columns.last == column - 1 {
        blocks[blocks.count - 1].columns.append(column)
      } else {
        blocks.append((stem, [column]))
      }
    }
    return blocks.map(\.columns).filter { sample.isOneHot($0) }
  }

  /// The name of labels, with a separator, that a name begins with: `label_` in `label_3`.
  private static func stem(_ name: String) -> String? {
    let word = name.prefix { $0.isLetter }
    let rest = name.dropFirst(word.count)
    guard (sureNames + likelyNames).contains(word.lowercased()), let first = rest.first else {
      return nil
    }
    if first.isWholeNumber { return String(word) }
    return separators.contains(first) && rest.count > 1 ? String(word) + String(first) : nil
  }

  private static let separators: [Character] = ["_", ".", "-", "=", ":", " "]

  /// The names of the classes of one-hot labels: what their names don't share, or the positions from
  /// 0.
  static func classNames(_ columns: [Int], _ header: TableHeader) -> [String] {
    guard columns.count > 1 else { return [] }
    let names = columns.map(header.name)
    guard header.names != nil, Set(names).count == names.count, !names.contains("") else {
      return columns.indices.map(String.init)
    }
    if let stem = stem(names[0]), names.allSatisfy({ $0.hasPrefix(stem) && $0 != stem }) {
      return names.map { String($0.dropFirst(stem.count)) }
    }
    guard let end = names[0].lastIndex(where: separators.contains) else { return names }
    let prefix = names[0][...end]
    guard names.allSatisfy({ $0.hasPrefix(prefix) && $0.count > prefix.count }) else {
      return names
    }
    return names.map { String($0.dropFirst(prefix.count)) }
  }
}
