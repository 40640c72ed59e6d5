/// Where the pictures of a sheet and their captions lie, in pixels of the image.
struct SheetLayout {
  /// The space between a picture and its caption.
  static let captionGap = 3

  let pictureWidth: Int
  let pictureHeight: Int
  /// The side of the square that a dot of the captions' font becomes.
  let captionSize: Int
  let columns: Int
  let rows: Int
  let gap: Int
  private let captionHeight: Int

  init(_ sheet: PictureSheet) {
    pictureWidth = sheet.pictures[0].width * sheet.magnification
    pictureHeight = sheet.pictures[0].height * sheet.magnification
    columns = min(sheet.columns, sheet.pictures.count)
    rows = (sheet.pictures.count + columns - 1) / columns
    gap = sheet.gap
    // The captions are as large as the longest allows, and no larger than three dots.
    let longest = sheet.pictures.lazy.map { BitmapFont.width(of: $0.caption) }.max() ?? 0
    captionSize = longest == 0 ? 1 : min(3, max(1, pictureWidth / longest))
    captionHeight = longest == 0 ? 0 : Self.captionGap + BitmapFont.height * captionSize
  }

  /// The image's width.
  var width: Int { gap + columns * (pictureWidth + gap) }
  /// The image's height.
  var height: Int { gap + rows * (pictureHeight + captionHeight + gap) }

  /// The upper left corner of a picture.
  func corner(of index: Int) -> (left: Int, top: Int) {
    (
      gap + index % columns * (pictureWidth + gap),
      gap + index / columns * (pictureHeight + captionHeight + gap)
    )
  }
}
