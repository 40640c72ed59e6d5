/// What a data set is, without its examples: enough to name what was learned from them.
public struct DatasetMetadata: Equatable, Sendable {
  /// m, the number of examples.
  public var exampleCount: Int
  /// The file's own labels, one for each class index.
  public var encoding: LabelEncoding
  /// How an example's features make a picture, where they do.
  public var imageShape: ImageShape?
}

extension Dataset {
  /// What the data set is, without its examples.
  public var metadata: DatasetMetadata {
    DatasetMetadata(exampleCount: exampleCount, encoding: encoding, imageShape: imageShape)
  }
}
