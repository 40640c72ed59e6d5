/// What to read from a data file, and how; everything that is not given is decided by the file.
public struct DatasetOptions: Hashable, Sendable {
  /// Which dimension of an array of features has the examples.
  public enum ExampleAxis: String, CaseIterable, Sendable {
    /// The first: one example per row.
    case rows
    /// The second of a matrix: one example per column.
    case columns
    /// The last of three or more, as in height × width × examples.
    case last
  }

  /// How the features are scaled.
  public enum Scale: String, CaseIterable, Sendable {
    /// Not at all.
    case none
    /// Divided by the largest possible value of a pixel, 255 or 65535; by the largest magnitude if
    /// the features are not pixels.
    case unit
    /// To mean 0 and standard deviation 1 of each feature of the training set.
    case standard
    /// To 0…1 of each feature of the training set.
    case minmax
  }

  /// What is done about missing values in tables.
  public enum MissingValues: String, CaseIterable, Sendable {
    /// They are replaced by the mean of the column in the training set, or the most frequent text.
    case mean
    /// Their examples are left out.
    case drop
  }

  /// The variables with the features, by path, or the columns of a table, by name or position; empty
  /// for those that the file suggests.
  ///
  /// A variable may have columns, as in `data(:,1:4)`.
  public var features: [String] = []
  /// The variable, or the column of a table or a variable, with the labels; `nil` for the one that
  /// the file suggests: a path, `data(:,end)`, `data:last`, `last`, `first`, a name, or a position
  /// from 1, or from −1 backward.
  public var labels: String?
  /// Which dimension has the examples; `nil` for the one that the number of labels suggests.
  public var exampleAxis: ExampleAxis?
  /// How the features are scaled; `nil` to divide pixels by their largest possible value and leave
  /// other numbers as they are.
  public var scale: Scale?
  /// The columns of a table that are left out, by name or position.
  public var ignored: [String] = []
  /// The columns of a table whose values are categories, by name or position.
  public var categorical: [String] = []
  /// What is done about missing values; `nil` to refuse them.
  public var missingValues: MissingValues?
  /// The size of pictures in pixels, to which others are resized; `nil` for that of the file.
  public var imageSize: ImageSize?
  /// Whether pictures are cropped, centered and inverted as the digits of MNIST are, for a model of
  /// gray images.
  public var centersPictures = false
  /// Whether examples without labels are refused.
  public var requiresLabels = true
  /// The input of a model that the examples are for; `nil` for training.
  public var input: ModelInput?

  /// Height and width in pixels.
  public struct ImageSize: Hashable, Sendable {
    /// The height.
    public var height: Int
    /// The width.
    public var width: Int

    /// Creates a size of at least 1 × 1.
    public init(height: Int, width: Int) {
      precondition(height > 0 && width > 0, "a picture has at least one pixel")
      self.height = height
      self.width = width
    }
  }

  /// Creates options with which everything is decided by the file.
  public init() {}
}

/// What a model expects of its examples: it was trained on these features.
public struct ModelInput: Hashable, Sendable {
  /// The number of features.
  public var featureCount: Int
  /// The columns of the table that the features come from; empty if it was no table or had no names.
  public var columns: [FeatureColumn]
  /// The scaling of the features; `nil` if the model doesn't say, so that the file decides.
  public var scaling: FeatureScaling?
  /// The shape of the images; `nil` if the features are not an image.
  public var imageShape: ImageShape?
  /// The labels of the classes; `nil` if they are unknown.
  public var encoding: LabelEncoding?
  /// The largest possible value of the pixels that the model was trained on, where they were not
  /// scaled; `nil` if the features were no such pixels.
  public var pixelMaximum: Double?

  /// Creates a description of a model's input.
  public init(
    featureCount: Int, columns: [FeatureColumn] = [], scaling: FeatureScaling? = nil,
    imageShape: ImageShape? = nil, encoding: LabelEncoding? = nil, pixelMaximum: Double? = nil
  ) {
    self.featureCount = featureCount
    self.columns = columns
    self.scaling = scaling
    self.imageShape = imageShape
    self.encoding = encoding
    self.pixelMaximum = pixelMaximum
  }
}

/// A column of a table as the features of a model.
public struct FeatureColumn: Hashable, Sendable {
  /// What the values are.
  public enum Kind: Hashable, Sendable {
    /// A number, one feature; a missing value is replaced by the given one, or refused.
    case number(replacement: Double?)
    /// One of some texts, one feature for each, which is 1 for the text and otherwise 0; a missing
    /// value is replaced by the given one, or refused.
    case category([String], replacement: String?)
  }

  /// The name in the header; empty for a table without one.
  public var name: String
  /// What the values are.
  public var kind: Kind

  /// Creates a column.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The number of features.
  public var featureCount: Int {
    switch kind {
    case .number: 1
    case .category(let texts, _): texts.count
    }
  }
}
