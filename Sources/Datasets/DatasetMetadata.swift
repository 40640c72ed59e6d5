/// The metadata of a data set, without its examples.
public struct DatasetMetadata: Equatable, Sendable {
  /// m, the number of examples.
  public var exampleCount: Int
  /// The labels of the classes.
  public var encoding: LabelEncoding
  /// The image shape of an example, or `nil` if the features are not an image.
  public var imageShape: ImageShape?
}

extension Dataset {
  /// The metadata of the data set.
  public var metadata: DatasetMetadata {
    DatasetMetadata(exampleCount: exampleCount, encoding: encoding, imageShape: imageShape)
  }
}
