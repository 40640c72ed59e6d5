/// What is done to a picture before its pixels become features.
package struct PicturePreparation: Sendable, Equatable {
  /// The height in pixels that pictures get; `nil`, the default, to keep theirs.
  package var height: Int?
  /// The width in pixels that pictures get; `nil`, the default, to keep theirs.
  package var width: Int?
  /// 1 to make pictures gray and 3 to make them RGB; `nil`, the default, to decide by content.
  package var channels: Int?
  /// Whether each picture is a single character that is centered as in MNIST, which makes it gray
  /// (``Picture/digitCentered(height:width:)``); `false` by default.
  package var centers: Bool

  /// Creates a preparation; by default, it changes nothing.
  package init(
    height: Int? = nil, width: Int? = nil, channels: Int? = nil, centers: Bool = false
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.centers = centers
  }
}

extension Picture {
  /// The picture with a preparation: made gray if that is asked for, centered or resized, and then
  /// widened to RGB if that is asked for.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported` for a size of more than 2²⁶ pixels.
  package func prepared(_ preparation: PicturePreparation) throws(DatasetError) -> Picture {
    let (height, width) = (preparation.height ?? height, preparation.width ?? width)
    try Self.check(width: width, height: height)
    let source = preparation.channels == 1 ? grayscale() : self
    let sized =
      preparation.centers
      ? source.digitCentered(height: height, width: width)
      : source.resized(height: height, width: width)
    guard preparation.channels == 3, sized.channels == 1 else { return sized }
    return Picture(
      width: width, height: height, channels: 3,
      pixels: sized.pixels.flatMap { [$0, $0, $0] })
  }
}
