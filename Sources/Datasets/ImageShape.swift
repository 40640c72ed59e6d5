/// The shape of the image that the features of an example form.
public struct ImageShape: Hashable, Sendable {
  /// The order of the pixels in a feature vector.
  public enum PixelOrder: String, Sendable {
    /// Row by row, as in IDX files, pickles and text digits.
    case rows
    /// Column by column, as in MATLAB.
    case columns
  }

  /// The order of the channels of a color image in a feature vector.
  public enum ChannelOrder: String, CaseIterable, Sendable {
    /// All pixels of a channel, then those of the next one.
    case planes
    /// All channels of a pixel, then those of the next one.
    case interleaved
  }

  /// The height in pixels.
  public let height: Int
  /// The width in pixels.
  public let width: Int
  /// The order of the pixels in the feature vector.
  public let order: PixelOrder
  /// The number of channels: 1 for gray images.
  public let channels: Int
  /// The order of the channels in the feature vector.
  public let channelOrder: ChannelOrder

  /// Creates the shape of images of `height × width` pixels, at least 1 × 1, with at least one
  /// channel.
  public init(
    height: Int, width: Int, order: PixelOrder, channels: Int = 1,
    channelOrder: ChannelOrder = .planes
  ) {
    precondition(height > 0 && width > 0 && channels > 0, "an image has at least one pixel")
    self.height = height
    self.width = width
    self.order = order
    self.channels = channels
    self.channelOrder = channelOrder
  }

  /// The number of features: one for each pixel and channel.
  public var featureCount: Int { height * width * channels }

  /// Returns the index of the feature for a channel of the pixel in row y and column x, from the
  /// upper left.
  public func featureIndex(y: Int, x: Int, channel: Int = 0) -> Int {
    let pixel = order == .rows ? y * width + x : x * height + y
    return channelOrder == .planes
      ? channel * height * width + pixel : pixel * channels + channel
  }

  /// Returns the square shape with a number of pixels, or `nil` if the number is not a square.
  public static func square(featureCount: Int, order: PixelOrder) -> ImageShape? {
    let side = Int(Double(featureCount).squareRoot().rounded())
    guard side > 0, side * side == featureCount else { return nil }
    return ImageShape(height: side, width: side, order: order)
  }
}

extension ImageShape {
  /// The square image shape for a feature count of at least 64; fewer features are rarely an image
  /// (the four features of the iris data set are not a 2 × 2 image).
  static func guessed(featureCount: Int, order: PixelOrder) -> ImageShape? {
    featureCount < 64 ? nil : square(featureCount: featureCount, order: order)
  }

  /// The square shape of three planes of at least 8 × 8 pixels, the layout of CIFAR.
  static func guessedColor(featureCount: Int) -> ImageShape? {
    guard featureCount.isMultiple(of: 3),
      let plane = guessed(featureCount: featureCount / 3, order: .rows)
    else { return nil }
    return ImageShape(height: plane.height, width: plane.width, order: .rows, channels: 3)
  }
}
