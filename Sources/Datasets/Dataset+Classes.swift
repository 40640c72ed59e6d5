extension Dataset {
  /// What a model that is trained on the data set expects of its examples.
  public var input: ModelInput {
    ModelInput(
      featureCount: featureCount, columns: columns, scaling: scaling, imageShape: imageShape,
      encoding: encoding)
  }

  /// The number of examples of each class.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for index in classIndices { counts[index] += 1 }
    return counts
  }

  /// Returns the same examples with class indices in another encoding.
  ///
  /// It is for data from another file than the training set, in which some classes may be missing.
  ///
  /// - Throws: ``DatasetError`` of kind `invalidValue` for a label that is not in the encoding.
  public func encoded(as encoding: LabelEncoding) throws(DatasetError) -> Dataset {
    let indices = self.encoding.labels.map { encoding.classIndex(of: $0) }
    let recoded = classIndices.map { indices[$0] }
    if let unknown = recoded.firstIndex(of: nil) {
      throw DatasetError(
        .invalidValue, at: "example \(unknown + 1)",
        "the label \(self.encoding.labels[classIndices[unknown]]) is not one of the classes",
        remedy: "the classes are \(encoding.labels.joined(separator: ", "))")
    }
    var encoded = self
    encoded.classIndices = recoded.compactMap(\.self)
    encoded.encoding = encoding
    return encoded
  }
}
