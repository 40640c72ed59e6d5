extension ClassificationReport: CustomStringConvertible {
  /// The accuracy and the averages, in one line.
  public var description: String {
    "accuracy \(accuracy) (\(confusion.correctCount) of \(confusion.exampleCount)), "
      + "macro average F1 \(macro.f1), \(classes.count) classes"
  }
}
