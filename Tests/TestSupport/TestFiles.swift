public import Foundation

/// The files that tests read, and the folders they are in.
public enum TestFiles {
  /// The root of the package.
  public static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The digits of the exercise: 5000 images of 20×20 pixels.
  public static let digits = packageRoot.appending(path: "data/ex4data1.mat").path

  /// Weights of a 400-25-10 network for these digits, trained with SciPy.
  public static let scipyWeights = fixture("scipy-weights-400-25-10.mat")

  /// The reference weights of the exercise, which are not shipped; `nil` where they are missing.
  public static let referenceWeights = data("ex4weights.mat")

  /// The path of a file in `Fixtures`.
  public static func fixture(_ name: String) -> String {
    packageRoot.appending(path: "Fixtures/\(name)").path
  }

  /// The path of a data file in the package or beside it; `nil` where it is missing.
  public static func data(_ name: String) -> String? {
    dataFolders.map { $0.appending(path: name).path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The folders that may have data: the package's own, and one that several clones share.
  public static let dataFolders = ["data", "../shared/data"].map {
    packageRoot.appending(path: $0).standardized
  }

  /// The bytes of the file at a path.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  /// Writes bytes to the file at a path.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// The text of a file of the package, by its path from the root.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
  }

  /// The content of a JSON file in `Fixtures`.
  public static func decodeFixture<Content: Decodable>(
    _ name: String, as type: Content.Type = Content.self
  ) throws -> Content {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: fixture(name))))
  }
}
