/// The names of the two variables of a data set in a file.
struct VariablePair {
  /// The variable with the features.
  let features: String
  /// The variable with the labels.
  let labels: String

  /// The pair of the training set: the given names, or the first usual pair that exists.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` that lists the existing names.
  static func training(
    in available: [String], names: VariableNames
  ) throws(DatasetError) -> VariablePair {
    for name in [names.features, names.labels].compactMap(\.self) where !available.contains(name) {
      throw missing(name, in: available)
    }
    let usual = first(of: trainingNames, in: available)
    if let features = names.features, let labels = names.labels {
      return VariablePair(features: features, labels: labels)
    }
    guard let pair = usual else {
      // Name the first variable of the usual two that is not there.
      let features = names.features ?? available.first { $0.lowercased() == "x" }
      throw missing(features == nil ? "X" : "y", in: available)
    }
    return VariablePair(
      features: names.features ?? pair.features, labels: names.labels ?? pair.labels)
  }

  /// The pair of the validation set, by the usual names.
  static func validation(in available: [String]) -> VariablePair? {
    first(of: validationNames, in: available)
  }

  /// The pair of the test set, by the usual names.
  static func test(in available: [String]) -> VariablePair? { first(of: testNames, in: available) }

  private static let trainingNames = [
    ("x", "y"), ("features", "labels"), ("images", "labels"), ("data", "labels"),
    ("data", "target"), ("x_train", "y_train"), ("xtrain", "ytrain"),
    ("train_images", "train_labels"), ("train_features", "train_labels"),
  ]

  private static let validationNames = [
    ("x_valid", "y_valid"), ("x_val", "y_val"), ("xval", "yval"),
    ("x_validation", "y_validation"), ("valid_images", "valid_labels"),
  ]

  private static let testNames = [
    ("x_test", "y_test"), ("xtest", "ytest"), ("test_images", "test_labels"),
    ("test_features", "test_labels"),
  ]

  /// The first pair of which both names exist, ignoring case.
  private static func first(
    of pairs: [(features: String, labels: String)], in available: [String]
  ) -> VariablePair? {
    for pair in pairs {
      if let features = available.first(where: { $0.lowercased() == pair.features }),
        let labels = available.first(where: { $0.lowercased() == pair.labels })
      {
        return VariablePair(features: features, labels: labels)
      }
    }
    return nil
  }

  private static func missing(_ name: String, in available: [String]) -> DatasetError {
    let list = available.isEmpty ? "no variables" : available.joined(separator: ", ")
    return DatasetError(
      .missing, at: name, "no such variable; the file has \(list)",
      remedy: "name the variables with --features and --labels")
  }
}

/// The names of the variables of a data set in a file with named variables.
public struct VariableNames: Equatable, Sendable {
  /// The variable with the features; `nil` for the usual names.
  public var features: String?
  /// The variable with the labels; `nil` for the usual names.
  public var labels: String?

  /// Creates a pair of names; `nil`, the default, means the usual names.
  public init(features: String? = nil, labels: String? = nil) {
    self.features = features
    self.labels = labels
  }
}
