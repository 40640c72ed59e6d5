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
