import Datasets
import LinearAlgebra
import NeuralNetwork
import Random
import Reporting
import Training

/// Images of a data set and a model, as PNG files.
enum ImageFiles {
  /// The names of the files that ``write(_:_:mistakes:to:)`` writes.
  static let names = ["examples.png", "hidden-units.png", "mistakes.png"]

  /// Writes image grids of random examples, of the hidden units and of the mistakes to a folder.
  ///
  /// - Returns: the paths of the files; none for a data set without an image shape.
  static func write<Scalar: BLASScalar>(
    _ model: Model, _ dataset: Dataset<Scalar>, mistakes: ImageGrid?, to folder: String
  ) throws -> [String] {
    guard let shape = dataset.imageShape else { return [] }
    var files: [String] = []
    func write(_ grid: ImageGrid?, _ name: String) throws {
      guard let grid else { return }
      try Self.write(grid, to: "\(folder)/\(name)")
      files.append("\(folder)/\(name)")
    }
    try write(examples(of: dataset, count: 100, seed: 1), names[0])
    try write(hiddenUnits(of: model, shape: shape), names[1])
    try write(mistakes, names[2])
    return files
  }

  /// A grid of random examples; `nil` for a data set without an image shape.
  static func examples(
    of dataset: Dataset<some BLASScalar>, count: Int, seed: UInt64
  ) -> ImageGrid? {
    .examples(choose(count, of: dataset, seed: seed), of: dataset)
  }

  /// A grid of random examples and their reconstructions by an autoencoder; `nil` for a data set
  /// without an image shape, and for a classifier.
  static func reconstructions<Scalar: BLASScalar>(
    by model: Model, of dataset: Dataset<Scalar>, count: Int, seed: UInt64
  ) -> ImageGrid? {
    guard model.targets == .features else { return nil }
    let chosen = choose(count, of: dataset, seed: seed)
    let outputs = Predictor<Scalar>(topology: model.topology, parameters: model.parameters)
      .outputs(for: dataset.features.gathering(rows: chosen))
    return .reconstructions(of: chosen, in: dataset, outputs)
  }

  /// The indices of random examples.
  private static func choose(
    _ count: Int, of dataset: Dataset<some BLASScalar>, seed: UInt64
  ) -> [Int] {
    var generator = Xoshiro256StarStar(seed: seed)
    return Array((0..<dataset.exampleCount).shuffled(using: &generator).prefix(count))
  }

  /// A grid of the first hidden layer's weights, one image per unit.
  static func hiddenUnits(of model: Model, shape: ImageShape) -> ImageGrid {
    .hiddenUnits(
      of: model.topology.parameterLayout.regions[0], in: model.parameters, shape: shape)
  }

  /// Writes an image grid as a PNG file.
  static func write(_ grid: ImageGrid, to path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try grid.pixels().pngBytes()
    } catch {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
    try AtomicFile.write(bytes, to: path)
  }
}
