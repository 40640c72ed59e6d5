import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Training

/// Reads inputs, and converts their errors to those of the tool.
enum Loading {
  /// Reads the examples at a path.
  ///
  /// - Parameters:
  ///   - path: a file or directory.
  ///   - options: what to read, and how.
  ///   - input: the input of the model that the examples are for; `nil` for training.
  ///   - requiresLabels: whether examples without labels are refused.
  ///   - centersPictures: whether pictures are prepared like the digits of MNIST.
  ///   - scalar: the scalar type of the features.
  /// - Returns: the examples.
  /// - Throws: an error that names the file.
  static func examples<Scalar: BLASScalar>(
    _ path: String, _ options: DataOptions, for input: ModelInput? = nil,
    requiresLabels: Bool = true, centersPictures: Bool = false,
    _ scalar: Scalar.Type = Scalar.self
  ) throws -> LoadedExamples<Scalar> {
    try requireInput(path)
    if input?.scaling != nil, let scale = options.scale {
      throw ToolError(
        exitCode: .usage, file: path,
        message: "--scale \(scale.rawValue) does not apply: the scaling of these examples is that "
          + "of the model's training set (omit the option)")
    }
    do {
      var reading = options.reading(for: input, requiresLabels: requiresLabels)
      reading.centersPictures = centersPictures
      let examples: ExampleCollection<Scalar> = try DatasetFile.examples(
        path: path, options: reading)
      return LoadedExamples(examples: examples, path: path)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }

  /// Reads the data sets at a path; without required labels, examples may have none.
  static func datasets<Scalar: BLASScalar>(
    _ path: String, _ options: DataOptions, for input: ModelInput? = nil,
    requiresLabels: Bool = true, _: Scalar.Type = Scalar.self
  ) throws -> DatasetCollection<Scalar> {
    try examples(path, options, for: input, requiresLabels: requiresLabels, Scalar.self)
      .datasets(requiresLabels: requiresLabels)
  }

  /// The examples whose labels a model knows, and how many examples have each other label.
  ///
  /// - Throws: an error when the model and the data set don't match, or no label is known.
  static func known<Scalar: BLASScalar>(
    _ dataset: Dataset<Scalar>, from path: String, to loaded: LoadedModel
  ) throws -> (dataset: Dataset<Scalar>, unknown: [String: Int]) {
    guard let encoding = loaded.model.encoding, loaded.model.targets == .labels else {
      return (try relabel(dataset, from: path, to: loaded), [:])
    }
    let labels = dataset.encoding.labels
    let isKnown = labels.map { encoding.classIndex(of: $0) != nil }
    var unknown: [String: Int] = [:]
    for index in dataset.classIndices where !isKnown[index] {
      unknown[labels[index], default: 0] += 1
    }
    guard !unknown.isEmpty, isKnown.contains(true) else {
      return (try relabel(dataset, from: path, to: loaded), [:])
    }
    let known = dataset.selecting(
      dataset.classIndices.indices.filter { isKnown[dataset.classIndices[$0]] })
    return (try relabel(known, from: path, to: loaded), unknown)
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
    try requireFeatures(dataset.featureCount, of: path, for: loaded)
    if model.targets == .features { return dataset }
    if model.encoding == nil, dataset.classCount == model.topology.classCount { return dataset }
    return try relabel(dataset, from: path, to: LabelEncoding(labels: model.labels))
  }

  /// Throws an error if examples don't have as many features as a model has inputs.
  static func requireFeatures(_ count: Int, of path: String, for loaded: LoadedModel) throws {
    guard count != loaded.model.topology.inputCount else { return }
    throw ToolError(
      exitCode: .badData, file: loaded.path,
      message:
        "the network has \(loaded.model.topology.inputCount) inputs, the examples of \(path) have "
        + "\(count) features (use weights that were trained on data of this kind"
        + (loaded.model.topology.layerSizes.dropFirst() == [1]
          ? "; for the weights of several layers in one vector, give cost --layers)" : ")"))
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

/// Examples and the path of their file.
struct LoadedExamples<Scalar: BLASScalar> {
  let examples: ExampleCollection<Scalar>
  let path: String

  /// The decisions made when the file was read, for programs.
  var summary: DataSummary { DataSummary(examples.reading, path: path) }

  /// The examples as data sets.
  func datasets(requiresLabels: Bool) throws -> DatasetCollection<Scalar> {
    do {
      return try DatasetCollection(examples, requiresLabels: requiresLabels)
    } catch {
      throw ToolError.badData(error, file: path)
    }
  }
}

extension Model {
  /// Whether the model was trained on PNG or JPEG files.
  var isOfPictures: Bool {
    provenance.contains { $0.name == "format" && $0.text == DatasetFormat.pictures.rawValue }
  }
}

/// A model and the path of its file.
struct LoadedModel {
  let model: Model
  let path: String
}
