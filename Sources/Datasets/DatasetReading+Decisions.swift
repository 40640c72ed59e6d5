internal import LinearAlgebra

extension DatasetReading {
  /// The decisions for people: a line for the sets, one for the scaling if there is any, and one for
  /// each note.
  ///
  /// - Parameter file: The name of the file.
  /// - Returns: At least one line.
  public func decisions(file: String) -> [String] {
    var line = "Read \(file): \(Self.count(exampleCount)) × \(featureCount) features"
    if let imageShape { line += " (\(imageShape) images)" }
    line += " from " + (self.file.map { "\($0), " } ?? "") + features + axisText
    line += labels.map { ", labels \($0): \(classText)" } ?? ", no labels"
    for (name, set, count) in [
      ("validation", validation, validationCount), ("test", test, testCount),
    ] {
      if let set { line += ", \(name) set \(set): \(Self.count(count))" }
    }
    let scaling = "The features are \(self.scaling)"
    let scalings =
      self.scaling.scale == .none
      ? [] : [scaling + (isForModel ? ", for the model" : "; the scaling is part of the model")]
    return [line] + scalings + notes
  }

  private static func count(_ examples: Int) -> String {
    examples == 1 ? "1 example" : "\(examples) examples"
  }

  private var axisText: String {
    switch exampleAxis {
    case .rows: " (one example per row)"
    case .columns: " (one example per column)"
    case .last: " (the examples are along the last dimension)"
    case nil: ""
    }
  }

  /// The classes in a few words: "10 classes 1…10", "3 classes setosa, versicolor, virginica".
  private var classText: String {
    let noun = classes.count == 1 ? "1 class" : "\(classes.count) classes"
    let numbers = classes.compactMap { Int($0) }
    if numbers.count == classes.count, numbers.count > 2,
      numbers[numbers.count - 1] - numbers[0] == numbers.count - 1
    {
      return "\(noun) \(numbers[0])…\(numbers[numbers.count - 1])"
    }
    return "\(noun) \(ColumnPosition.shortList(classes))"
  }
}

extension ExampleCollection {
  /// Notes the sizes of the sets and the classes in the decisions.
  mutating func noteSizes() {
    reading.exampleCount = training.features.rows
    reading.featureCount = training.features.columns
    reading.imageShape = training.imageShape
    reading.classes = training.labels.map { LabelEncoding.encoding([$0]).encoding.labels } ?? []
    if training.labels == nil { reading.labels = nil }
    reading.validationCount = validation?.features.rows ?? 0
    reading.testCount = test?.features.rows ?? 0
  }
}
