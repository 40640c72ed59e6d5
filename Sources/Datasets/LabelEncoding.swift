/// The mapping between class indices and the labels of a file.
///
/// The package uses class indices 0..<K internally, and the file's labels in tables and files. In
/// ex4 the labels are 1…10, where 10 means the digit 0: class index 9 has the label "10".
public struct LabelEncoding: Hashable, Sendable {
  /// The label of each class, as in the file.
  public let labels: [String]

  /// Creates an encoding from the label of each class.
  ///
  /// - Precondition: The labels are unique.
  public init(labels: [String]) {
    precondition(Set(labels).count == labels.count, "the labels must be unique")
    self.labels = labels
  }

  /// Creates an encoding of the labels that occur in a sequence.
  ///
  /// They are sorted numerically if all are whole numbers, and by their characters otherwise.
  public init(occurringIn labels: some Sequence<String>) {
    let distinct = Set(labels)
    let numbers = distinct.compactMap { Int($0) }
    self.labels =
      numbers.count == distinct.count
      ? distinct.sorted { Int($0)! < Int($1)! } : distinct.sorted()
  }

  /// Returns the class index of a label, or `nil` if no class has it.
  public func classIndex(of label: String) -> Int? { labels.firstIndex(of: label) }
}
