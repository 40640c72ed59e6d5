/// The decisions made when a data file was read: what are the features, the labels and the sets.
public struct DatasetReading: Hashable, Sendable {
  /// The format of the file.
  public var format: String
  /// The name of the file inside a directory or archive; `nil` for a file that was given itself.
  public var file: String?
  /// The features of the training set: paths of variables, columns, files.
  public var features: String
  /// The labels of the training set; `nil` if there are none.
  public var labels: String?
  /// m, the number of examples of the training set.
  public var exampleCount = 0
  /// n, the number of features of an example.
  public var featureCount = 0
  /// The image shape of an example, or `nil` if the features are not an image.
  public var imageShape: ImageShape?
  /// The labels of the classes in the training set.
  public var classes: [String] = []
  /// The number of examples of the validation set.
  public var validationCount = 0
  /// The number of examples of the test set.
  public var testCount = 0
  /// Which dimension has the examples; `nil` where the format has no other.
  public var exampleAxis: DatasetOptions.ExampleAxis?
  /// The features of the validation set; `nil` if there is none.
  public var validation: String?
  /// The features of the test set; `nil` if there is none.
  public var test: String?
  /// The columns that were left out.
  public var ignored: [String] = []
  /// The scaling.
  public var scaling = FeatureScaling.none
  /// Whether the examples are for a model, which has the scaling.
  public var isForModel = false
  /// Whether the file states the order of the pixels, as images of two dimensions do.
  public var statesPixelOrder = false
  /// Whether the examples come from PNG or JPEG files.
  public var isOfPictures = false
  /// The largest possible value of pixels that are not scaled; `nil` for other features.
  public var pixelMaximum: Double?
  /// Other things that a reader should know, one sentence each, such as the columns that were left
  /// out and why.
  public var notes: [String] = []
  /// The columns of the table that the features come from; empty if it was no table or had no names.
  public var columns: [FeatureColumn] = []

  /// Creates the decisions for a file.
  public init(format: String, features: String, labels: String?) {
    self.format = format
    self.features = features
    self.labels = labels
  }
}
