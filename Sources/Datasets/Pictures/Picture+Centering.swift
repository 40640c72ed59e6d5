extension Picture {
  /// The picture of a single character as MNIST has it: light on black, of one size and place.
  ///
  /// 1. The picture becomes gray. If the mean of its outermost pixels is above the mean of the
  ///    others, it is dark on light and is inverted.
  /// 2. The background b (the mean of the outermost pixels) becomes 0 and the brightest pixel w
  ///    255: v → 255·(v − b)/(w − b), rounded, and no less than 0.
  /// 3. It is cropped to the ink: the rectangle around all pixels that are brighter than 3 standard
  ///    deviations of the outermost pixels, but than 16 at least and 128 at most.
  /// 4. The ink is resized, keeping its proportions, until its height or width is 20/28 of that of
  ///    a black picture with the proportions of the target and a shorter side of 28 pixels, or the
  ///    next multiple of 28 that is not below the target's.
  /// 5. It is put there so that its center of mass is nearest to 14.5/28 of the height and width,
  ///    by whole pixels and as far as it stays inside.
  /// 6. The whole becomes as large as the target (``resized(height:width:)``).
  ///
  /// So a target of 28 × 28 is a digit as in MNIST, whose own digits stay as they are but for the
  /// rounding of their center; and one of 20 × 20 is a digit as in ex4, whose digits are those of
  /// MNIST resized as a whole.
  ///
  /// A picture without ink becomes black.
  ///
  /// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits": "size normalized
  /// to fit in a 20x20 pixel box while preserving their aspect ratio", "centered in a 28x28 image by
  /// computing the center of mass of the pixels". Steps 1 to 3 are for photographs and scans.
  ///
  /// - Parameters:
  ///   - height: The height of the result in pixels, at least 1.
  ///   - width: The width of the result in pixels, at least 1.
  /// - Returns: A gray picture of that size.
  /// - Complexity: A few passes over the picture and the result.
  package func digitCentered(height: Int, width: Int) -> Picture {
    let canvas = Self.canvasSize(height: height, width: width)
    var target = Picture(
      width: canvas.width, height: canvas.height, channels: 1,
      pixels: [UInt8](repeating: 0, count: canvas.height * canvas.width))
    if let ink = grayscale().ink() { target.place(ink) }
    return target.resized(height: height, width: width)
  }

  /// The size with the proportions of a target and a shorter side that is a multiple of 28; the
  /// target's where that would be too many pixels.
  private static func canvasSize(height: Int, width: Int) -> (height: Int, width: Int) {
    let side = min(height, width)
    let factor = Double((side + 27) / 28 * 28) / Double(side)
    let lengths = (Double(height) * factor, Double(width) * factor)
    guard lengths.0 * lengths.1 < Double(maximumPixelCount) else { return (height, width) }
    return (Int(lengths.0.rounded()), Int(lengths.1.rounded()))
  }

  /// Puts ink into a black picture: its size 20/28 of the picture's, its center of mass at 14.5/28.
  private mutating func place(_ ink: Picture) {
    let scale = min(
      20 * Double(height) / Double(28 * ink.height), 20 * Double(width) / Double(28 * ink.width))
    let digit = ink.resized(
      height: max(1, Int((Double(ink.height) * scale).rounded())),
      width: max(1, Int((Double(ink.width) * scale).rounded())))
    let center = digit.centerOfMass
    let offset: (Double, Int, Int) -> Int = { center, length, side in
      min(max(0, Int((14.5 / 28 * Double(side) - center).rounded())), side - length)
    }
    let top = offset(center.y, digit.height, height)
    let left = offset(center.x, digit.width, width)
    for y in 0..<digit.height {
      let start = (top + y) * width + left
      pixels.replaceSubrange(
        start..<start + digit.width, with: digit.pixels[(y * digit.width)...].prefix(digit.width))
    }
  }

  /// The rectangle around the ink of a gray picture, light on black; `nil` if there is none.
  private func ink() -> Picture? {
    var border: [UInt8] = []
    for y in 0..<height {
      let isWhole = y == 0 || y == height - 1
      for x in stride(from: 0, to: width, by: isWhole ? 1 : max(1, width - 1)) {
        border.append(pixels[y * width + x])
      }
    }
    let borderMean = mean(border)
    let others = pixels.count - border.count
    let sum = pixels.reduce(0) { $0 + Int($1) } - border.reduce(0) { $0 + Int($1) }
    let isInverted = others > 0 && borderMean > Double(sum) / Double(others)
    let background = isInverted ? 255 - borderMean : borderMean
    let brightest = Double(isInverted ? 255 - pixels.min()! : pixels.max()!)
    guard brightest - background >= 1 else { return nil }
    let factor = 255 / (brightest - background)
    let stretched = pixels.map { value in
      let light = Double(isInverted ? 255 - value : value) - background
      return UInt8(max(0, (light * factor).rounded()))
    }
    let variance = mean(border.map { (Double($0) - borderMean) * (Double($0) - borderMean) })
    let threshold = min(max(16, 3 * variance.squareRoot() * factor), 128)
    let isInk = stretched.map { Double($0) >= threshold }
    let rows = (0..<height).filter { y in isInk[(y * width)..<(y + 1) * width].contains(true) }
    let columns = (0..<width).filter { x in (rows).contains { isInk[$0 * width + x] } }
    guard let top = rows.first, let bottom = rows.last, let left = columns.first,
      let right = columns.last
    else { return nil }
    return Picture(
      width: right - left + 1, height: bottom - top + 1, channels: 1,
      pixels: (top...bottom).flatMap { stretched[($0 * width + left)...($0 * width + right)] })
  }

  /// The center of mass of a gray picture in pixels from its upper left corner, or the middle of a
  /// black picture; a pixel's own center is at one half.
  private var centerOfMass: (y: Double, x: Double) {
    var (mass, y, x) = (0, 0, 0)
    for (index, value) in pixels.enumerated() {
      mass += Int(value)
      y += Int(value) * (2 * (index / width) + 1)
      x += Int(value) * (2 * (index % width) + 1)
    }
    guard mass > 0 else { return (Double(height) / 2, Double(width) / 2) }
    return (Double(y) / Double(2 * mass), Double(x) / Double(2 * mass))
  }
}

private func mean(_ values: [UInt8]) -> Double {
  Double(values.reduce(0) { $0 + Int($1) }) / Double(values.count)
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
