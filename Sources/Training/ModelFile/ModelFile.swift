/// Models as MAT-files: `Theta1`, `Theta2`, … as in the exercise, and a struct `fullbatch` with the
/// other data of the model.
///
/// | field | holds |
/// |---|---|
/// | `version` | 1 |
/// | `activation`, `loss` | names, as on the command line |
/// | `labels` | a cell array, the label of each class in the order of the output units |
/// | `imageHeight`, `imageWidth`, `imageOrder` | the image shape, if the features are an image |
/// | `provenance` | a struct, how the model was made |
///
/// A file with only `Theta1`, `Theta2`, …, as distributed with the exercise, is read as a network
/// of sigmoid units with cross-entropy.
public enum ModelFile {
  static let version = 1.0
  static let structureName = "fullbatch"

  /// The variable's name of a weight layer, counted from 0.
  static func name(ofLayer layer: Int) -> String { "Theta\(layer + 1)" }
}
