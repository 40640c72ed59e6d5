import Datasets
import Foundation
import LinearAlgebra
import Testing

/// Files for the tests, and what NumPy reads in them.
enum Fixture {
  /// The package's own directory.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file under `Fixtures/datasets`.
  static func path(_ name: String) -> String {
    root.appending(path: "Fixtures/datasets/\(name)").path
  }

  /// Real data beside the package or shipped with it, if it is there.
  static func data(_ name: String) -> String? {
    ["data", "../shared/data"].map { root.appending(path: "\($0)/\(name)").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// Expected arrays by file and by the part they play.
  static let expected: [String: [String: ExpectedArray]] = {
    let content = try! Data(contentsOf: URL(filePath: path("expected.json")))
    return try! JSONDecoder().decode([String: [String: ExpectedArray]].self, from: content)
  }()

  /// A directory that is deleted after `body`.
  @discardableResult
  static func withDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }

  /// Runs `body` on a file with the given content, in a directory of its own.
  @discardableResult
  static func withFile<Result>(
    _ content: some Sequence<UInt8>, named name: String = "file",
    _ body: (String) throws -> Result
  ) throws -> Result {
    try withDirectory { directory in
      let path = "\(directory)/\(name)"
      try Data(content).write(to: URL(filePath: path))
      return try body(path)
    }
  }
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

extension Fixture {
  /// Writes a file for a test.
  static func write(_ content: some Sequence<UInt8>, to path: String) throws {
    try Data(content).write(to: URL(filePath: path))
  }
}
