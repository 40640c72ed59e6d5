import Datasets
import LinearAlgebra
import TestSupport
import Testing

/// The files of `Fixtures/make_array_fixtures.py`: text, objects, lists and sparse matrices.
@Suite struct ArrayFileTests {
  /// What NumPy and SciPy have in an array.
  struct Expected: Decodable {
    let path: String
    let dimensions: [Int]
    let values: [Double]?
    let texts: [String]?
  }

  static let expected: [String: [Expected]] =
    try! TestFiles.decodeFixture("datasets/arrays/expected.json")
  static let files = expected.keys.sorted()

  @Test(arguments: files)
  func listsWhatIsThere(file: String) throws {
    let summary = try DatasetFile.summary(path: Fixture.path("arrays/\(file)"))
    let expected = try #require(Self.expected[file])
    #expect(summary.variables.map(\.name) == expected.map(\.path))
    for (variable, expected) in zip(summary.variables, expected) {
      let comment = Comment(rawValue: variable.name)
      #expect(variable.reason == nil, comment)
      #expect(variable.dimensions == expected.dimensions, comment)
      #expect((variable.elementType == "text") == (expected.texts != nil), comment)
      guard let values = expected.values, !variable.isSparse else { continue }
      #expect(variable.statistics == ArrayStatistics(values), comment)
    }
  }

  @Test(arguments: files.filter { $0.hasSuffix(".npz") && expected[$0]!.count == 1 })
  func sparseMatrices(file: String) throws {
    var options = DatasetOptions()
    options.features = ["features"]
    options.requiresLabels = false
    let sets: ExampleCollection<Double> = try DatasetFile.examples(
      path: Fixture.path("arrays/\(file)"), options: options)
    #expect(sets.training.features.elements == Self.expected[file]?[0].values)
  }

  @Test(
    arguments: files.flatMap { file in
      expected[file]!.filter { $0.texts?.count == 6 }.map { (file, $0.path) }
    })
  func textsAreLabels(file: String, path: String) throws {
    let expected = try #require(Self.expected[file])
    var options = DatasetOptions()
    options.features = [try #require(expected.first { $0.dimensions == [6, 4] }).path]
    options.labels = path
    let sets: ExampleCollection<Double> = try DatasetFile.examples(
      path: Fixture.path("arrays/\(file)"), options: options)
    #expect(sets.training.labels?.texts == expected.first { $0.path == path }?.texts)
  }

  @Test(arguments: [
    "text.npz", "dictionary.npy", "csr-array.npz", "coo-matrix.npz", "lists1.pkl", "bunch.pkl",
  ])
  func cutShortAtAnyByte(file: String) throws {
    let whole = try Fixture.bytes("arrays/\(file)")
    for length in whole.indices {
      try TemporaryFolder.withFile(content: whole.prefix(length)) { path in
        let error = try datasetError { _ = try DatasetFile.summary(path: path) }
        #expect(error != nil, "\(length) bytes")
        #expect(error?.description.contains("\n") == false, "\(length) bytes")
      }
    }
  }

  @Test(arguments: ["dictionary.npy", "ordered.pkl", "bunch.pkl"])
  func anyByteMayBeWrong(file: String) throws {
    let whole = try Fixture.bytes("arrays/\(file)")
    for index in whole.indices {
      for bit in [0x01, 0x80] as [UInt8] {
        var changed = whole
        changed[index] ^= bit
        // What matters is that nothing traps; many changes only change a number.
        try TemporaryFolder.withFile(content: changed) { path in
          try datasetError { _ = try DatasetFile.summary(path: path) }
        }
      }
    }
  }

  /// A list of itself, and lists that double in each of 40 levels.
  @Test func nestingIsLimited() throws {
    let doubled = (0..<40).map { _ in "(h\u{00}h\u{00}lq\u{00}0" }.joined()
    for pickle in [
      "\u{80}\u{02}]q\u{00}h\u{00}a.", "\u{80}\u{02}K\u{01}q\u{00}0\(doubled)h\u{00}.",
    ] {
      try TemporaryFolder.withFile(content: pickle.unicodeScalars.map { UInt8($0.value) }) { path in
        let error = try datasetError { _ = try DatasetFile.summary(path: path) }
        #expect(error?.kind == .unsupported)
      }
    }
  }

  @Test(arguments: [
    ("'<U99999999999'", "(2,)"), ("'<U0'", "(9999999999,)"), ("'<U5'", "(9999999999, 9999999999)"),
    ("'|S7'", "(3,)"), ("'|O'", "(1,)"), ("'<U1'", "(1,)"), ("[('a', '<f8')]", "(2,)"),
  ])
  func headerThatPromisesWrongly(type: String, shape: String) throws {
    let header = "{'descr': \(type), 'fortran_order': False, 'shape': \(shape)}"
    let file =
      [0x93] + "NUMPY".utf8 + [1, 0, UInt8(header.utf8.count), 0] + header.utf8
      + [UInt8](repeating: 0xFF, count: 4)
    try TemporaryFolder.withFile(content: file, named: "a.npy") { path in
      let error = try datasetError { _ = try DatasetFile.summary(path: path) }
      #expect(error != nil)
      #expect(error?.description.contains("\n") == false)
    }
  }
}
