/// Small pictures in rows and columns, as one image.
///
/// Every value v becomes the tone of v / s, a number in −1…1. The scale s is each picture's own
/// greatest |v|, as the exercise's `displayData` does, so that faint pictures are seen as well as
/// strong ones; or one scale for the whole sheet, so that pictures can be compared.
public struct PictureSheet: Sendable {
  /// What value is shown as full intensity.
  public enum Scale: Sendable {
    /// Each picture's own greatest |value|.
    case ofEachPicture
    /// The greatest |value| of all pictures of the sheet.
    case ofAllPictures
  }

  /// The pictures in reading order.
  public var pictures: [Picture]
  /// How a value becomes a colour.
  public var tone: Tone
  /// What value is shown as full intensity.
  public var scale: Scale
  /// The number of pictures in a row.
  public var columns: Int
  /// The side of the square that a picture's pixel becomes, at least 1.
  public var magnification: Int
  /// The space around the pictures, in pixels of the image.
  public var gap: Int

  /// Lays out pictures.
  ///
  /// - Parameters:
  ///   - pictures: at least one; all of one size.
  ///   - tone: how a value becomes a colour.
  ///   - scale: what value is shown as full intensity.
  ///   - columns: the number of pictures in a row; by default ⌈√count⌉, which makes the sheet
  ///     nearly square.
  ///   - magnification: by default the least that makes a picture 60 pixels wide.
  ///   - gap: the space around the pictures, 4 pixels by default.
  /// - Precondition: as above.
  public init(
    _ pictures: [Picture], tone: Tone = .signed, scale: Scale = .ofEachPicture,
    columns: Int? = nil, magnification: Int? = nil, gap: Int = 4
  ) {
    precondition(!pictures.isEmpty, "a sheet has at least one picture")
    precondition(
      pictures.allSatisfy { $0.width == pictures[0].width && $0.height == pictures[0].height },
      "the pictures of a sheet are of one size")
    self.pictures = pictures
    self.tone = tone
    self.scale = scale
    self.columns = columns ?? Int(Double(pictures.count).squareRoot().rounded(.up))
    self.magnification = magnification ?? max(1, (59 + pictures[0].width) / pictures[0].width)
    self.gap = gap
    precondition(self.columns > 0 && self.magnification > 0 && gap >= 0)
  }

  /// Draws the sheet.
  ///
  /// Values that are not finite are drawn as 0. Cost: proportional to the pixels of the image.
  public func image() -> PixelImage {
    let layout = SheetLayout(self)
    var image = PixelImage(
      width: layout.width, height: layout.height, filledWith: tone.background, format: tone.format)
    let common = pictures.lazy.map(\.greatestMagnitude).max() ?? 0
    for (index, picture) in pictures.enumerated() {
      let (left, top) = layout.corner(of: index)
      draw(
        picture, left: left, top: top,
        scale: scale == .ofAllPictures ? common : picture.greatestMagnitude, on: &image)
      BitmapFont.draw(
        picture.caption, centredIn: left..<left + layout.pictureWidth,
        top: top + layout.pictureHeight + SheetLayout.captionGap, size: layout.captionSize,
        colour: tone.ink, on: &image)
    }
    return image
  }

  private func draw(
    _ picture: Picture, left: Int, top: Int, scale: Double, on image: inout PixelImage
  ) {
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let value = picture.values[y * picture.width + x]
        let intensity = value.isFinite && scale > 0 ? value / scale : 0
        image.fill(
          x: left + x * magnification, y: top + y * magnification, width: magnification,
          height: magnification, with: tone.colour(of: intensity))
      }
    }
  }
}
