/// A grid of small images with optional captions, drawn as one image.
///
/// Each value v is drawn in the color of v / s, a number in −1…1. By default the scale s is each
/// image's own largest |v|, as in the exercise's `displayData`, so that faint images remain
/// visible; with a common scale the images can be compared.
public struct ImageGrid: Sendable {
  /// Which |value| is drawn at full intensity.
  public enum Scale: Sendable {
    /// Each image's own largest |value|.
    case perImage
    /// The largest |value| of all images in the grid.
    case common
  }

  /// The images in reading order.
  public var images: [FeatureImage]
  /// Maps values to colors.
  public var colormap: Colormap
  /// Which |value| is drawn at full intensity.
  public var scale: Scale
  /// The number of images per row.
  public var columns: Int
  /// The side of the square that a value is drawn as, in pixels; at least 1.
  public var magnification: Int
  /// The space around the images, in pixels.
  public var gap: Int

  /// Creates a grid of images.
  ///
  /// - Parameters:
  ///   - images: at least one; all of the same size.
  ///   - colormap: maps values to colors.
  ///   - scale: which |value| is drawn at full intensity.
  ///   - columns: the number of images per row, at least 1; by default ⌈√count⌉, which makes the
  ///     grid nearly square.
  ///   - magnification: at least 1; by default the smallest that makes an image 60 pixels wide.
  ///   - gap: the space around the images in pixels, not negative; 4 by default.
  /// - Precondition: as above.
  public init(
    _ images: [FeatureImage], colormap: Colormap = .signed, scale: Scale = .perImage,
    columns: Int? = nil, magnification: Int? = nil, gap: Int = 4
  ) {
    precondition(!images.isEmpty, "a grid has at least one image")
    precondition(
      images.allSatisfy { $0.width == images[0].width && $0.height == images[0].height },
      "all images of a grid have the same size")
    self.images = images
    self.colormap = colormap
    self.scale = scale
    self.columns = columns ?? Int(Double(images.count).squareRoot().rounded(.up))
    self.magnification = magnification ?? max(1, (59 + images[0].width) / images[0].width)
    self.gap = gap
    precondition(self.columns > 0 && self.magnification > 0 && gap >= 0)
  }

  /// Draws the grid.
  ///
  /// Values that are not finite are drawn as 0. Cost: proportional to the number of pixels.
  public func pixels() -> PixelImage {
    let layout = ImageGridLayout(self)
    var canvas = PixelImage(
      width: layout.width, height: layout.height, filledWith: colormap.background,
      format: .gray)
    let largest = images.lazy.map(\.greatestMagnitude).max() ?? 0
    for (index, image) in images.enumerated() {
      let (left, top) = layout.corner(of: index)
      draw(
        image, left: left, top: top,
        scale: scale == .common ? largest : image.greatestMagnitude, on: &canvas)
      BitmapFont.draw(
        image.caption, centeredIn: left..<left + layout.imageWidth,
        top: top + layout.imageHeight + ImageGridLayout.captionGap, size: layout.captionSize,
        color: colormap.captionColor, on: &canvas)
    }
    return canvas
  }

  private func draw(
    _ image: FeatureImage, left: Int, top: Int, scale: Double, on canvas: inout PixelImage
  ) {
    for y in 0..<image.height {
      for x in 0..<image.width {
        let value = image.values[y * image.width + x]
        let intensity = value.isFinite && scale > 0 ? value / scale : 0
        canvas.fill(
          x: left + x * magnification, y: top + y * magnification, width: magnification,
          height: magnification, with: colormap.color(of: intensity))
      }
    }
  }
}

/// The positions of a grid's images and captions, in pixels.
private struct ImageGridLayout {
  /// The space between an image and its caption.
  static let captionGap = 3

  let imageWidth: Int
  let imageHeight: Int
  /// The side of the square that a dot of the caption font is drawn as.
  let captionSize: Int
  let columns: Int
  let rows: Int
  let gap: Int
  private let captionHeight: Int

  init(_ grid: ImageGrid) {
    imageWidth = grid.images[0].width * grid.magnification
    imageHeight = grid.images[0].height * grid.magnification
    columns = min(grid.columns, grid.images.count)
    rows = (grid.images.count + columns - 1) / columns
    gap = grid.gap
    // As large as the longest caption allows, up to three pixels per dot.
    let longest = grid.images.lazy.map { BitmapFont.width(of: $0.caption) }.max() ?? 0
    captionSize = longest == 0 ? 1 : min(3, max(1, imageWidth / longest))
    captionHeight = longest == 0 ? 0 : Self.captionGap + BitmapFont.height * captionSize
  }

  /// The width of the grid.
  var width: Int { gap + columns * (imageWidth + gap) }
  /// The height of the grid.
  var height: Int { gap + rows * (imageHeight + captionHeight + gap) }

  /// The upper left corner of an image.
  func corner(of index: Int) -> (left: Int, top: Int) {
    (
      gap + index % columns * (imageWidth + gap),
      gap + index / columns * (imageHeight + captionHeight + gap)
    )
  }
}
