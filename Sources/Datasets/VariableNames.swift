/// The names of the two variables of a data set in a file of named variables.
public struct VariableNames: Equatable, Sendable {
  /// The variable with the features; `nil` looks for the usual names.
  public var features: String?
  /// The variable with the labels; `nil` looks for the usual names.
  public var labels: String?

  /// Chooses variables by name.
  public init(features: String? = nil, labels: String? = nil) {
    self.features = features
    self.labels = labels
  }
}
