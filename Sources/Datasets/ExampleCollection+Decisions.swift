internal import LinearAlgebra

extension ExampleCollection {
  /// The decisions made when a file was read, for people: a line for the sets, one for the scaling
  /// if there is any, and one for each note.
  ///
  /// - Parameter file: The name of the file.
  public func decisions(file: String) -> [String] {
    var line =
      "Read \(file): \(Self.count(training)) × \(training.features.columns) features"
    if let shape = training.imageShape { line += " (\(shape) images)" }
    line += " from " + (reading.file.map { "\($0), " } ?? "") + reading.features + axisText
    if let labels = reading.labels, let classes = Self.classText(training.labels) {
      line += ", labels \(labels): \(classes)"
    } else {
      line += ", no labels"
    }
    if let validation, let name = reading.validation {
      line += ", validation set \(name): \(Self.count(validation))"
    }
    if let test, let name = reading.test {
      line += ", test set \(name): \(Self.count(test))"
    }
    let scaling =
      reading.scaling.scale == .none
      ? [] : ["The features are \(reading.scaling); the scaling is part of the model"]
    return [line] + scaling + reading.notes
  }

  private static func count(_ examples: Examples<Scalar>) -> String {
    examples.features.rows == 1 ? "1 example" : "\(examples.features.rows) examples"
  }

  private var axisText: String {
    switch reading.exampleAxis {
    case .rows: " (one example per row)"
    case .columns: " (one example per column)"
    case .last: " (the examples are along the last dimension)"
    case nil: ""
    }
  }

  /// The classes in a few words: "10 classes 1…10", "3 classes setosa, versicolor, virginica".
  private static func classText(_ labels: Labels?) -> String? {
    guard let labels else { return nil }
    let distinct = LabelEncoding.encoding([labels]).encoding.labels
    let noun = distinct.count == 1 ? "1 class" : "\(distinct.count) classes"
    let numbers = distinct.compactMap { Int($0) }
    if numbers.count == distinct.count, numbers.count > 2,
      numbers[numbers.count - 1] - numbers[0] == numbers.count - 1
    {
      return "\(noun) \(numbers[0])…\(numbers[numbers.count - 1])"
    }
    return "\(noun) \(ColumnPosition.shortList(distinct))"
  }
}
