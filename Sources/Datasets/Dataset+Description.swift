extension Dataset: CustomStringConvertible {
  /// The numbers of examples and features, and the classes, in one line.
  public var description: String {
    let image = imageShape.map { " (\($0) images)" } ?? ""
    return "\(exampleCount) examples, \(featureCount) features\(image), \(encoding)"
  }
}

extension DatasetCollection: CustomStringConvertible {
  /// The sets and their numbers of examples, in one line.
  public var description: String {
    var text = "training: \(training)"
    if let validation { text += "; validation: \(validation.exampleCount) examples" }
    if let test { text += "; test: \(test.exampleCount) examples" }
    return text
  }
}

extension DatasetMetadata: CustomStringConvertible {
  /// The number of examples and the classes, in one line.
  public var description: String { "\(exampleCount) examples, \(encoding)" }
}

extension LabelEncoding: CustomStringConvertible {
  /// The number of classes and their labels, at most ten of them, in one line.
  public var description: String {
    let shown = labels.prefix(10).joined(separator: ", ")
    return "\(labels.count) classes: \(shown)" + (labels.count > 10 ? ", …" : "")
  }
}

extension ImageShape: CustomStringConvertible {
  /// The height and the width, as in "20 × 20", and the channels of color images.
  public var description: String {
    "\(height) × \(width)" + (channels == 1 ? "" : " × \(channels)")
  }
}
