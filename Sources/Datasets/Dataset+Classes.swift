extension Dataset {
  /// The number of examples of each class, by class index.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for index in classIndices { counts[index] += 1 }
    return counts
  }

  /// The same examples with their class indices in another encoding.
  ///
  /// For data that comes from another file than the model was trained on: there may be classes that
  /// do not occur in it.
  ///
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a label that the encoding lacks, at the
  ///   first example that has one.
  public func encoded(as encoding: LabelEncoding) throws(DatasetError) -> Dataset {
    let indices = self.encoding.labels.map { encoding.classIndex(of: $0) }
    let recoded = classIndices.map { indices[$0] }
    if let stranger = recoded.firstIndex(of: nil) {
      throw DatasetError(
        .invalidValue, at: "example \(stranger + 1)",
        "the label \(self.encoding.labels[classIndices[stranger]]) is no class here",
        remedy: "the classes are \(encoding.labels.joined(separator: ", "))")
    }
    return Dataset(
      features: features, classIndices: recoded.compactMap(\.self), encoding: encoding,
      imageShape: imageShape)
  }
}
