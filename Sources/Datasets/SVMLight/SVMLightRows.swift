/// The examples of an svmlight file, as they are stored.
struct SVMLightRows {
  /// The label of each example.
  private(set) var labels: [Double] = []
  /// The line of each example.
  private(set) var lines: [Int] = []
  /// The number of values of all examples up to each one.
  private(set) var ends: [Int] = []
  /// The indices of the features of all values, ascending in an example.
  private(set) var indices: [Int32] = []
  /// The values of all examples.
  private(set) var values: [Double] = []
  /// The smallest index; `nil` if there are no values.
  private(set) var smallestIndex: Int?
  /// The largest index and its line; `nil` if there are no values.
  private(set) var largest: (index: Int, line: Int)?

  /// Reads a file.
  ///
  /// - Throws: ``DatasetError``, with the line, for anything but a label, an optional `qid` and
  ///   pairs with ascending indices.
  /// - Complexity: One pass; memory for the values that are there.
  init(_ content: ArraySlice<UInt8>) throws(DatasetError) {
    var lines = TextLines(content)
    while var line = lines.next() {
      if line.isAtSVMLightEnd() { continue }
      labels.append(try Self.label(&line))
      self.lines.append(line.number)
      var previous: Int?
      while !line.isAtSVMLightEnd() {
        guard let pair = line.svmlightPair() else { throw Self.malformedPair(line) }
        guard case .feature(let index, let value) = pair else { continue }
        guard index >= 0, index > previous ?? -1 else {
          throw DatasetError(
            .malformed, at: "line \(line.number)",
            previous.map { "the index \(index) follows \($0)" } ?? "the index \(index) is negative",
            remedy: "sort the features of each line by their indices")
        }
        guard value.isFinite else {
          throw DatasetError(
            .invalidValue, at: "line \(line.number), feature \(index)",
            "the value is too large for a number in double precision")
        }
        if index > largest?.index ?? -1 {
          guard index < SparseSize.maximumExtent else {
            throw DatasetError(
              .unsupported, at: "line \(line.number)",
              "the feature \(index) is not one of the first \(SparseSize.maximumExtent), which are "
                + "read",
              remedy: "number the features without gaps")
          }
          largest = (index, line.number)
        }
        previous = index
        indices.append(Int32(index))
        values.append(value)
      }
      ends.append(indices.count)
    }
    smallestIndex = indices.min().map { Int($0) }
  }

  /// Reads a label.
  private static func label(_ line: inout TextLine) throws(DatasetError) -> Double {
    if let label = line.decimal(endingBefore: { $0 == UInt8(ascii: "#") }) { return label }
    let text = line.word()
    if text.contains(",") {
      throw DatasetError(
        .unsupported, at: "line \(line.number)", "the example has several labels, \(text.excerpt)",
        remedy: "multilabel data is not supported; leave one label per example")
    }
    throw DatasetError(
      .malformed, at: "line \(line.number)", "the label '\(text.excerpt)' is not a number",
      remedy: "a line is a label, and index:value for each feature that is not zero")
  }

  private static func malformedPair(_ line: TextLine) -> DatasetError {
    var line = line
    return DatasetError(
      .malformed, at: "line \(line.number)", "'\(line.word().excerpt)' is not index:value",
      remedy: "a line is a label, and index:value for each feature that is not zero")
  }
}

/// A word after the label of an example.
enum SVMLightPair {
  /// The value of a feature.
  case feature(index: Int, value: Double)
  /// The number of a query in a ranking problem, which is ignored.
  case query
}

extension TextLine {
  /// Skips blanks, and returns whether nothing but a comment is left.
  mutating func isAtSVMLightEnd() -> Bool {
    skipBlanks()
    return nextByte == nil || nextByte == UInt8(ascii: "#")
  }

  /// Reads an index and its value, or returns `nil` at any other word, which is not skipped.
  mutating func svmlightPair() -> SVMLightPair? {
    let start = self
    if skip("q") {
      if skip("i"), skip("d"), skip(":"), integer() != nil, isAtBlankOrEnd { return .query }
    } else if let index = integer(), skip(":"),
      let value = decimal(endingBefore: { $0 == UInt8(ascii: "#") })
    {
      return .feature(index: index, value: value)
    }
    self = start
    return nil
  }
}
