import Datasets
import LinearAlgebra
import TestSupport
import Testing

/// The data sets in `Fixtures`, and what NumPy reads in them.
enum Fixture {
  /// The path of a file under `Fixtures/datasets`.
  static func path(_ name: String) -> String { TestFiles.fixture("datasets/\(name)") }

  /// The bytes of a file under `Fixtures/datasets`.
  static func bytes(_ name: String) throws -> [UInt8] { try TestFiles.bytes(path(name)) }

  /// Expected arrays by file and by the part they play.
  static let expected: [String: [String: ExpectedArray]] =
    try! TestFiles.decodeFixture("datasets/expected.json")
}

/// An array as NumPy has it.
struct ExpectedArray: Decodable {
  let dimensions: [Int]
  /// In row-major order.
  let values: [Double]

  /// The values that unsigned bytes become.
  var scaledBytes: [Double] { values.map { $0 / 255 } }
}

extension Dataset {
  /// Each example's label in the file's own words.
  var labels: [String] { classIndices.map { encoding.labels[$0] } }
}

/// The error that reading throws, or `nil` when it throws none.
@discardableResult
func datasetError(_ body: () throws -> Void) throws -> DatasetError? {
  do {
    try body()
    return nil
  } catch let error as DatasetError {
    return error
  }
}

/// Reads the data sets in a file with some content.
func readDatasets<Scalar: BLASScalar>(
  _ content: some Sequence<UInt8>, _ options: DatasetOptions = DatasetOptions()
) throws -> DatasetCollection<Scalar> {
  try TemporaryFolder.withFile(content: Array(content)) { path in
    try DatasetFile.read(path: path, options: options)
  }
}

extension DatasetOptions {
  /// Options with variables or columns and a scaling.
  init(features: String? = nil, labels: String? = nil, scale: Scale? = nil) {
    self.init()
    self.features = features.map { [$0] } ?? []
    self.labels = labels
    self.scale = scale
  }

  /// Options with which features are read as they are stored.
  static let unscaled = DatasetOptions(scale: Scale.none)
}

extension StoredArray {
  /// The array as a matrix, with places in messages as NumPy has them.
  func matrix<Scalar: BLASScalar>(
    named name: String, as _: Scalar.Type = Scalar.self
  ) throws -> Matrix<Scalar> {
    try matrix(named: name) { "\(name)[\($0), \($1)]" }
  }
}
