import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Training

/// Reads inputs, and converts their errors to those of the tool.
enum Loading {
  /// Reads the data sets at a path.
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

  /// Reads the examples to evaluate a model on (the test set if there is one), with the model's
  /// classes.
  static func testExamples<Scalar: BLASScalar>(
    _ path: String, _ options: DataOptions, for model: LoadedModel
  ) throws -> Dataset<Scalar> {
    let sets = try datasets(path, options, Scalar.self)
    return try relabel(sets.test ?? sets.training, from: path, to: model)
  }

  /// Throws an error if values of a data set can't be targets.
  static func requireTargets(
    _ targets: TargetKind, in dataset: Dataset<some BLASScalar>, from path: String
  ) throws {
    do {
      try targets.requireValues(in: dataset)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// Throws an error if a data set has not the classes that a configuration is for.
  static func requireClasses(
    _ configuration: TrainingConfiguration, in dataset: Dataset<some BLASScalar>, from path: String
  ) throws {
    do {
      try configuration.requireClasses(in: dataset)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// Encodes the labels of a data set with the classes of a model; an autoencoder ignores them.
  ///
  /// Weights without labels use those of the data set if there are as many classes; otherwise those
  /// of `Model.labels`.
  ///
  /// - Throws: an error when the model and the data set don't match.
  static func relabel<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to loaded: LoadedModel
  ) throws -> Dataset<Scalar> {
    let model = loaded.model
    guard dataset.featureCount == model.topology.inputCount else {
      throw ToolError(
        exitCode: .badData, file: loaded.path,
        message:
          "the network has \(model.topology.inputCount) inputs, the examples of \(path) have "
          + "\(dataset.featureCount) features (use weights that were trained on data of this kind"
          + (model.topology.layerSizes.dropFirst() == [1]
            ? "; for the weights of several layers in one vector, give cost --layers)" : ")"))
    }
    if model.targets == .features { return dataset }
    if model.encoding == nil, dataset.classCount == model.topology.classCount { return dataset }
    return try relabel(dataset, from: path, to: LabelEncoding(labels: model.labels))
  }

  /// Encodes the labels of a data set with another encoding.
  static func relabel<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to encoding: LabelEncoding
  ) throws -> Dataset<Scalar> {
    do {
      return try dataset.encoded(as: encoding)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// Reads a model, or only weights; a single vector of weights if the layers are given.
  ///
  /// `targets` says that weights without labels are an autoencoder.
  static func model(
    _ path: String, layers: [Int]? = nil, targets: TargetKind? = nil
  ) throws -> LoadedModel {
    try requireInput(path)
    var model: Model
    do throws(MATFileError) {
      if let layers {
        model = try ModelFile.readVector(path: path, topology: NetworkTopology(layers))
      } else {
        let (read, layout) = try ModelFile.readWithLayout(path: path)
        if !layout.isUsual { Terminal.note("\(layout)") }
        model = read
      }
    } catch {
      throw ToolError(exitCode: .badData, file: path, message: error.description)
    }
    if let targets, targets != model.targets {
      let topology = model.topology
      guard targets == .features, model.encoding == nil, topology.output.acceptsNumbers,
        topology.inputCount == topology.outputCount
      else {
        throw ToolError(
          exitCode: .badData, file: path,
          message: "--targets \(targets.rawValue) does not suit this model, \(model) "
            + "(omit the option)")
      }
      model.targets = targets
    }
    return LoadedModel(model: model, path: path)
  }

  /// Throws an error if there is no file at a path.
  static func requireInput(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ToolError(
        exitCode: .noInput, file: path, message: "no such file (check the path)")
    }
  }
}

/// A model and the path of its file.
struct LoadedModel {
  let model: Model
  let path: String
}
