import Datasets
import LinearAlgebra
import NeuralNetwork
import Random
import Reporting
import Training

/// The pictures of a data set and a model, as PNG files.
enum Pictures {
  /// The names of the files that ``write(_:_:mistakes:to:)`` writes into a folder.
  static let names = ["examples.png", "hidden-units.png", "mistakes.png"]

  /// Writes a sheet of random examples, of the hidden units and of the mistakes into a folder.
  ///
  /// - Returns: the files that were written; none for a data set without an image shape.
  static func write<Scalar: BLASScalar>(
    _ model: Model, _ dataset: Dataset<Scalar>, mistakes: PictureSheet?, to folder: String
  ) throws -> [String] {
    guard let shape = dataset.imageShape else { return [] }
    var files: [String] = []
    func write(_ sheet: PictureSheet?, _ name: String) throws {
      guard let sheet else { return }
      try writeSheet(sheet, to: "\(folder)/\(name)")
      files.append("\(folder)/\(name)")
    }
    try write(examples(of: dataset, count: 100, seed: 1), names[0])
    try write(hiddenUnits(of: model, shape: shape), names[1])
    try write(mistakes, names[2])
    return files
  }

  /// A sheet of random examples; `nil` for a data set without an image shape.
  static func examples(
    of dataset: Dataset<some BLASScalar>, count: Int, seed: UInt64
  ) -> PictureSheet? {
    var generator = Xoshiro256StarStar(seed: seed)
    let chosen = (0..<dataset.exampleCount).shuffled(using: &generator).prefix(count)
    return .examples(Array(chosen), of: dataset)
  }

  /// A sheet of what the first layer's units look for.
  static func hiddenUnits(of model: Model, shape: ImageShape) -> PictureSheet {
    .hiddenUnits(
      of: model.topology.parameterLayout.regions[0], in: model.parameters, shape: shape)
  }

  /// Writes a sheet as a PNG file.
  static func writeSheet(_ sheet: PictureSheet, to path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try sheet.image().pngBytes()
    } catch {
      throw ToolError(exitCode: .software, file: path, message: error.description)
    }
    try AtomicFile.write(bytes, to: path)
  }
}
