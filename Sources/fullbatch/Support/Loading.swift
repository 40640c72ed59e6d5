import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Training

/// Reads inputs and turns what is wrong with them into the tool's errors.
enum Loading {
  /// The sets of examples at a path.
  static func datasets<Scalar: BLASScalar>(
    _ path: String, _ options: DataOptions, _: Scalar.Type = Scalar.self
  ) throws -> DatasetCollection<Scalar> {
    try requireInput(path)
    do {
      return try DatasetFile.read(
        path: path, names: VariableNames(features: options.features, labels: options.labels))
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// A model, or weights alone.
  static func model(_ path: String) throws -> Model {
    try requireInput(path)
    do {
      return try ModelFile.read(path: path)
    } catch {
      throw ToolError(exitCode: .badData, file: path, message: error.description)
    }
  }

  /// Ends the command when a data set does not fit a model.
  static func require(
    _ dataset: Dataset<some BLASScalar>, from path: String, toFit topology: NetworkTopology
  ) throws {
    guard dataset.featureCount == topology.inputCount else {
      throw ToolError(
        exitCode: .badData, file: path,
        message: "the examples have \(dataset.featureCount) features, the network has "
          + "\(topology.inputCount) inputs (use weights that were trained on such examples)")
    }
    guard dataset.classCount <= topology.classCount else {
      throw ToolError(
        exitCode: .badData, file: path,
        message: "there are \(dataset.classCount) classes, the network has "
          + "\(topology.classCount) outputs (use weights that were trained on such labels)")
    }
  }

  private static func requireInput(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ToolError(
        exitCode: .noInput, file: path, message: "there is no such file (check the path)")
    }
  }
}
