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
