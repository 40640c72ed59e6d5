internal import StoredNumbers

/// Data sets in the sparse text format of SVMlight and LIBSVM: a label and `index:value` for each
/// feature that is not zero, one line per example.
///
/// The file may be gzip-compressed.
///
/// Source: Joachims, "SVMlight", section "How to use"; Chang and Lin, LIBSVM, README, section
/// "`svm-train` usage".
enum SVMLight {
  /// Reads the arrays of a file, and those of the test file beside it: `features`, `labels`,
  /// `test.features` and `test.labels`, and the index of the first feature.
  ///
  /// The test file has the same name followed by `.t` or `.test`, plain or `.gz`. Features are
  /// numbered from 1, or from 0 if the index 0 occurs in one of the files. There are as many as the
  /// largest index in any of the files says, and at least as many as a model expects. Query numbers
  /// (`qid`) and comments after `#` are ignored.
  ///
  /// - Throws: ``DatasetError``, with the line, for several labels per example, labels that are not
  ///   whole numbers, and indices that do not ascend.
  /// - Complexity: One pass over the files; the features stay sparse.
  static func arrays(
    path: String, featureCount minimum: Int = 0
  ) throws(DatasetError) -> (tree: DataTree, firstIndex: Int) {
    let parts = try parts(path, atLeast: minimum, inflatingAtMost: Pickle.inflationLimit)
    var variables = try parts.rows.variables(
      prefix: "", featureCount: parts.featureCount, from: parts.firstIndex)
    if let test = parts.test {
      variables += try located(test.path) { _ throws(DatasetError) in
        try test.rows.variables(
          prefix: "test.", featureCount: parts.featureCount, from: parts.firstIndex)
      }
    }
    return (try DataTree(.numpy, variables), parts.firstIndex)
  }

  /// A file, and what the files beside it say about it.
  private struct Parts {
    let rows: SVMLightRows
    let test: (path: String, rows: SVMLightRows)?
    let firstIndex: Int
    let featureCount: Int
  }

  private static func parts(
    _ path: String, atLeast minimum: Int, inflatingAtMost limit: Int
  ) throws(DatasetError) -> Parts {
    let rows = try SVMLightRows(FileContent(path: path).bytes(atMost: limit))
    let beside: (String) throws(DatasetError) -> SVMLightRows = { path throws(DatasetError) in
      try located(path) { path throws(DatasetError) in
        try SVMLightRows(FileContent(path: path).bytes(atMost: limit))
      }
    }
    let test = try testFile(beside: path).map { path throws(DatasetError) in
      (path: path, rows: try beside(path))
    }
    let training = try trainingFile(besideTestFile: path).map(beside) ?? rows
    let smallest = [rows, training, test?.rows].compactMap { $0?.smallestIndex }.min() ?? 1
    let firstIndex = min(smallest, 1)
    let largest = [rows, training, test?.rows].compactMap { $0?.largest?.index }.max()
    return Parts(
      rows: rows, test: test, firstIndex: firstIndex,
      featureCount: max(largest.map { $0 - firstIndex + 1 } ?? 0, minimum))
  }

  /// The file, and the training or test file beside it.
  static func files(_ path: String) -> [String] {
    [path, testFile(beside: path), trainingFile(besideTestFile: path)].compactMap(\.self)
  }

  /// Whether content begins like an svmlight file: the first line with more than numbers is a
  /// label with pairs.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    var lines = TextLines(bytes)
    while var line = lines.next() {
      if line.isAtSVMLightEnd() { continue }
      // Several labels are not supported, but the error of `read` says so.
      let ends = [UInt8(ascii: ","), UInt8(ascii: "#")]
      repeat {
        guard line.decimal(endingBefore: ends.contains) != nil else { return false }
      } while line.skip(",")
      var hasPairs = false
      while !line.isAtSVMLightEnd() {
        // The last word of the beginning of a file may be cut.
        guard line.svmlightPair() != nil else { return hasPairs && lines.next() == nil }
        hasPairs = true
      }
      // A lone label is an example of zeros, but a file of such lines has another format.
      if hasPairs { return true }
    }
    return false
  }

  /// The ends of the names of test files.
  private static let testEndings = [".t", ".test"]

  /// The file with the same name and the end of a test file's.
  private static func testFile(beside path: String) -> String? {
    let stem = withoutGzipEnding(path)
    return testEndings.flatMap { [stem + $0, stem + $0 + ".gz"] }.first { isFile($0) }
  }

  /// The file whose name lacks the end of this test file's.
  private static func trainingFile(besideTestFile path: String) -> String? {
    let stem = withoutGzipEnding(path)
    guard let ending = testEndings.first(where: stem.hasSuffix) else { return nil }
    let name = String(stem.dropLast(ending.count))
    return [name, name + ".gz"].first { isFile($0) }
  }

  private static func withoutGzipEnding(_ path: String) -> String {
    path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
  }
}

extension SVMLightRows {
  /// The features and the labels of a set.
  fileprivate func variables(
    prefix: String, featureCount: Int, from firstIndex: Int
  ) throws(DatasetError) -> [DataVariable] {
    let labels = try Labels.wholeNumbers(self.labels) { "line \(lines[$0])" }
    return [
      DataVariable(
        prefix + "features",
        SparseArray(
          rows: labels.count, columns: featureCount, starts: [0] + ends,
          indices: indices.map { $0 - Int32(firstIndex) }, values: values)),
      DataVariable(
        prefix + "labels",
        StoredArray(
          StoredNumbers(labels.map(Int64.init)), dimensions: [labels.count], storageOrder: .rowMajor
        )),
    ]
  }
}
