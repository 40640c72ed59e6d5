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
        path: path, names: VariableNames(features: options.features, labels: options.labels),
        labelColumn: options.labelColumn)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// The examples to judge a model on, a test set where there is one, in the model's own classes.
  static func testExamples<Scalar: BLASScalar>(
    _ path: String, _ options: DataOptions, for model: Model
  ) throws -> Dataset<Scalar> {
    let sets = try datasets(path, options, Scalar.self)
    return try fit(sets.test ?? sets.training, from: path, to: model)
  }

  /// A data set in the model's own classes; ends the command when they don't fit together.
  static func fit<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to model: Model
  ) throws -> Dataset<Scalar> {
    let fitted = try model.encoding.map { try fit(dataset, from: path, to: $0) } ?? dataset
    try require(fitted, from: path, toFit: model.topology)
    return fitted
  }

  /// A data set in other classes than its own.
  static func fit<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to encoding: LabelEncoding
  ) throws -> Dataset<Scalar> {
    do {
      return try dataset.encoded(as: encoding)
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
    guard dataset.classCount == topology.classCount else {
      let labels = dataset.encoding.labels.prefix(12).joined(separator: " ")
      throw ToolError(
        exitCode: .badData, file: path,
        message: "the labels \(labels)\(dataset.classCount > 12 ? " …" : "") are "
          + "\(dataset.classCount) classes, the network has "
          + "\(topology.classCount) outputs (use weights that were trained on such labels)")
    }
  }

  /// Ends the command when there is nothing at a path.
  static func requireInput(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ToolError(
        exitCode: .noInput, file: path, message: "there is no such file (check the path)")
    }
  }
}
