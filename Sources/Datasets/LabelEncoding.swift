/// The file's own labels in the order of the class indices.
///
/// Inside, a class is an index 0..<K; tables and files speak in the file's own labels. In ex4 the
/// labels are 1…10, where 10 stands for the digit 0: class index 9 has the label "10".
public struct LabelEncoding: Hashable, Sendable {
  /// The label of each class, as the file writes it; all different.
  public let labels: [String]

  /// Wraps labels that are already in class order.
  ///
  /// - Precondition: no label occurs twice.
  public init(labels: [String]) {
    precondition(Set(labels).count == labels.count, "every class has its own label")
    self.labels = labels
  }

  /// The labels that occur, in ascending order: numerically when all are whole numbers, otherwise
  /// by their characters.
  public init(occurringIn labels: some Sequence<String>) {
    let distinct = Set(labels)
    let numbers = distinct.compactMap { Int($0) }
    self.labels =
      numbers.count == distinct.count
      ? distinct.sorted { Int($0)! < Int($1)! } : distinct.sorted()
  }

  /// The class index of a label, or `nil` for a label that is none of the classes.
  public func classIndex(of label: String) -> Int? { labels.firstIndex(of: label) }
}
