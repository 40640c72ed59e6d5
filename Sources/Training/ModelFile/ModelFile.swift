/// Models as MAT-files: `Theta1`, `Theta2`, … as the exercise has them, and a struct `fullbatch`
/// with what else is needed to use the model again.
///
/// | field | holds |
/// |---|---|
/// | `version` | 1 |
/// | `activation`, `loss` | names, as on the command line |
/// | `labels` | a cell array, the label of each class in the order of the output units |
/// | `imageHeight`, `imageWidth`, `imageOrder` | how features make a picture, where they do |
/// | `provenance` | a struct, how the model was made |
///
/// A file with `Theta1`, `Theta2`, … alone, as the exercise hands it out, is read as a network of
/// sigmoid units with cross-entropy.
public enum ModelFile {
  static let version = 1.0
  static let structureName = "fullbatch"

  /// The variable's name of a weight layer, counted from 0.
  static func name(ofLayer layer: Int) -> String { "Theta\(layer + 1)" }
}
