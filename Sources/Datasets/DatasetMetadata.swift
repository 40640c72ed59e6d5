/// The metadata of a data set, without its examples.
public struct DatasetMetadata: Equatable, Sendable {
  /// m, the number of examples.
  public var exampleCount: Int
  /// The labels of the classes.
  public var encoding: LabelEncoding
  /// The image shape of an example, or `nil` if the features are not an image.
  public var imageShape: ImageShape?
  /// The scaling that the features have had.
  public var scaling: FeatureScaling
  /// The columns of the table that the features come from; empty if it was no table or had no names.
  public var columns: [FeatureColumn]
}

extension Dataset {
  /// The metadata of the data set.
  public var metadata: DatasetMetadata {
    DatasetMetadata(
      exampleCount: exampleCount, encoding: encoding, imageShape: imageShape, scaling: scaling,
      columns: columns)
  }
}
