import Datasets
import LinearAlgebra
import MATFile
import StoredNumbers
import TestSupport
import Testing

/// Arrays inside structs and cells, and text, in MAT-files.
@Suite struct MATTreeTests {
  static let X = MATArray(rowMajor: [1, 2, 3, 4, 5, 6] as [Double], rows: 3, columns: 2)
  static let y = MATArray([3, 1, 2] as [Double])
  static let set = MATArray(structure: [("X", X), ("y", y)])

  static func text(_ rows: [String]) -> MATArray {
    let units = rows.map { Array($0.utf16) }
    return MATArray(
      dimensions: [rows.count, units[0].count],
      .char(units[0].indices.flatMap { column in units.map { $0[column] } }))
  }

  static func cells(_ texts: [String]) -> [MATArray] { texts.map { MATArray($0) } }

  static let variables: [(name: String, array: MATArray)] = [
    ("data", set), ("deep", MATArray(structure: [("train", set)])),
    (
      "runs",
      MATArray(
        dimensions: [1, 2],
        .structure(MATStructure(fieldNames: ["X", "y"], values: [y, y, X, y])))
    ),
    ("cells", MATArray(cell: [MATArray("text"), X])),
    ("logical", MATArray(logical: [true, false, true, true, false, false], dimensions: [3, 2])),
    (
      "sparse",
      MATArray(
        dimensions: [3, 2],
        .sparse(
          MATSparse(rows: [0, 2, 1], columns: [0, 0, 1], values: .init([1, 2, 3] as [Double]))))
    ),
    ("X", X), ("y", y),
    ("rows", text(["ab ", "b  ", "c c"])), ("letters", text(["a", "b", "c"])),
    ("cellstr", MATArray(cell: cells(["one", "", "three"]), dimensions: [3, 1])),
    ("nested", MATArray(cell: cells(["x", "y", "z"]).map { MATArray(cell: [$0]) })),
    ("complex", MATArray(real: [1] as [Double], imaginary: [2], dimensions: [1, 1])),
  ]

  private func read(
    features: String, labels: String?
  ) throws -> ExampleCollection<Double> {
    var options = DatasetOptions()
    options.features = [features]
    options.labels = labels
    options.requiresLabels = labels != nil
    return try TemporaryFolder.withFile(
      content: MATFile.encode(Self.variables, version: .v7)
    ) { try DatasetFile.examples(path: $0, options: options) }
  }

  @Test(
    arguments: [
      ("X", [1, 2, 3, 4, 5, 6]), ("data.X", [1, 2, 3, 4, 5, 6]),
      ("deep.train.X", [1, 2, 3, 4, 5, 6]),
      ("runs(2).X", [1, 2, 3, 4, 5, 6]), ("cells{2}", [1, 2, 3, 4, 5, 6]),
      ("logical", [1, 1, 0, 0, 1, 0]), ("sparse", [1, 0, 0, 3, 2, 0]),
    ] as [(String, [Double])])
  func features(path: String, values: [Double]) throws {
    #expect(try read(features: path, labels: "y").training.features.elements == values)
  }

  @Test(arguments: [
    ("y", ["3", "1", "2"]), ("data.y", ["3", "1", "2"]), ("runs(1).y", ["3", "1", "2"]),
    ("rows", ["ab", "b", "c c"]), ("letters", ["a", "b", "c"]), ("nested", ["x", "y", "z"]),
  ])
  func labels(path: String, texts: [String]) throws {
    #expect(try read(features: "X", labels: path).training.labels?.texts == texts)
  }

  @Test func complexNumbersHaveARemedy() throws {
    let error = try datasetError { _ = try read(features: "complex", labels: "y") }
    #expect(error?.kind == .unsupported)
    #expect(error?.remedy.contains("real(complex)") == true)
  }

  /// The classes that only MATLAB reads, in `Fixtures/make_mat_fixtures.py`.
  @Test func opaqueObjectsHaveARemedy() throws {
    var options = DatasetOptions()
    options.features = ["times"]
    options.requiresLabels = false
    let error = try datasetError {
      let _: ExampleCollection<Double> = try DatasetFile.examples(
        path: TestFiles.fixture("mat-level5-opaque.mat"), options: options)
    }
    #expect(error?.kind == .unsupported)
    #expect(error?.remedy.contains("cellstr(times)") == true)
  }

  @Test func cutShortAtAnyByte() throws {
    let variables = Self.variables.filter { ["data", "cellstr", "sparse"].contains($0.name) }
    let whole = try MATFile.encode(variables, version: .v6)
    var options = DatasetOptions()
    options.features = ["data.X"]
    options.labels = "cellstr"
    try TemporaryFolder.withFile { path in
      for length in whole.indices {
        try TestFiles.write(whole.prefix(length), to: path)
        #expect(throws: DatasetError.self, "\(length) bytes") {
          let _: ExampleCollection<Double> = try DatasetFile.examples(path: path, options: options)
        }
      }
    }
  }
}
