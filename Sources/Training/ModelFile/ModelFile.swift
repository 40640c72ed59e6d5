internal import Datasets
internal import LinearAlgebra
public import MATFile
internal import NeuralNetwork

extension ModelFile {
  /// Writes a model; the file is written atomically.
  public static func write(_ model: Model, to path: String) throws(MATFileError) {
    try MATFile.write(variables(of: model), to: path)
  }

  /// The variables of a model's file.
  static func variables(of model: Model) -> [(name: String, array: MATArray)] {
    let weights = model.topology.parameterLayout.regions.enumerated().map { layer, region in
      (
        name: name(ofLayer: layer),
        array: MATArray(
          Array(model.parameters[region.range]), dimensions: [region.rows, region.columns])
      )
    }
    var fields: [(name: String, value: MATArray)] = [
      ("version", MATArray(scalar: version)),
      ("activation", MATArray(model.topology.hidden.rawValue)),
      ("loss", MATArray(model.topology.output.rawValue)),
    ]
    if model.targets == .features {
      fields.append(("targets", MATArray(model.targets.rawValue)))
    }
    if let encoding = model.encoding {
      fields.append(("labels", MATArray(cell: encoding.labels.map { MATArray($0) })))
    }
    if let shape = model.imageShape {
      fields.append(("imageHeight", MATArray(scalar: Double(shape.height))))
      fields.append(("imageWidth", MATArray(scalar: Double(shape.width))))
      fields.append(("imageOrder", MATArray(shape.order.rawValue)))
      if shape.channels > 1 {
        fields.append(("imageChannelOrder", MATArray(shape.channelOrder.rawValue)))
      }
    }
    fields += inputFields(of: model)
    if !model.provenance.isEmpty {
      fields.append(("provenance", MATArray(structure: model.provenance.map(field))))
    }
    return weights + [(name: structureName, array: MATArray(structure: fields))]
  }

  private static func field(_ note: Model.Note) -> (name: String, value: MATArray) {
    switch note.value {
    case .number(let number): (note.name, MATArray(scalar: number))
    case .text(let text): (note.name, MATArray(text))
    }
  }
}

/// Models as MAT-files: `Theta1`, `Theta2`, … as in the exercise, and a struct `fullbatch` with the
/// other data of the model.
///
/// | field | holds |
/// |---|---|
/// | `version` | 1 |
/// | `activation`, `loss` | names, as on the command line |
/// | `targets` | `features` for an autoencoder; otherwise omitted |
/// | `labels` | a cell array, the label of each class in the order of the output units; two for one unit |
/// | `imageHeight`, `imageWidth`, `imageOrder` | the image shape, if the features are an image |
/// | `imageChannelOrder` | `planes` or `interleaved`, for color images |
/// | `scale`, `offsets`, `divisors` | the scaling of the features x′ = (x − offset) / divisor |
/// | `columnNames`, `columnCategories`, `columnReplacements` | cell arrays, the columns of a table: name, categories, and what replaces a missing value |
/// | `provenance` | a struct, how the model was made |
///
/// A file with only weights, such as the `Theta1`, `Theta2`, … that are distributed with the
/// exercise, is read as a network of sigmoid units with cross-entropy; ``readWithLayout(path:)`` has
/// their names.
public enum ModelFile {
  static let version = 1.0
  static let structureName = "fullbatch"

  /// The variable's name of a weight layer, counted from 0.
  static func name(ofLayer layer: Int) -> String { "Theta\(layer + 1)" }
}
