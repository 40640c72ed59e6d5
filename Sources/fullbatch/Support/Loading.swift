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
    _ path: String, _ options: DataOptions, for model: LoadedModel
  ) throws -> Dataset<Scalar> {
    let sets = try datasets(path, options, Scalar.self)
    return try fit(sets.test ?? sets.training, from: path, to: model)
  }

  /// A data set in the model's own classes; ends the command when they don't fit together.
  ///
  /// Weights that came without labels take the data set's, where there is one for each output, and
  /// otherwise number their outputs from 1, as the exercise does.
  static func fit<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to loaded: LoadedModel
  ) throws -> Dataset<Scalar> {
    let model = loaded.model
    guard dataset.featureCount == model.topology.inputCount else {
      throw ToolError(
        exitCode: .badData, file: loaded.path,
        message:
          "the network has \(model.topology.inputCount) inputs, the examples of \(path) have "
          + "\(dataset.featureCount) features (use weights that were trained on such examples)")
    }
    if model.encoding == nil, dataset.classCount == model.topology.classCount { return dataset }
    let numbered = LabelEncoding(labels: (1...model.topology.classCount).map(String.init))
    return try fit(dataset, from: path, to: model.encoding ?? numbered)
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

  /// A model, or weights alone; weights that are one vector when the layers are given.
  static func model(_ path: String, layers: [Int]? = nil) throws -> LoadedModel {
    try requireInput(path)
    do throws(MATFileError) {
      guard let layers else {
        return LoadedModel(model: try ModelFile.read(path: path), path: path)
      }
      let topology = NetworkTopology(layers)
      return LoadedModel(
        model: try ModelFile.readVector(path: path, topology: topology), path: path)
    } catch {
      throw ToolError(exitCode: .badData, file: path, message: error.description)
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

/// A model with the file that it came from.
struct LoadedModel {
  let model: Model
  let path: String
}
