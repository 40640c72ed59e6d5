extension Picture {
  /// The picture of a single character as MNIST has it: light on black, of one size and place.
  ///
  /// 1. The picture becomes gray. If the mean of its outermost pixels is above the mean of the
  ///    others, it is dark on light and is inverted.
  /// 2. The background b (the mean of the outermost pixels) becomes 0 and the brightest pixel w
  ///    255: v → 255·(v − b)/(w − b), rounded, and no less than 0.
  /// 3. It is cropped to the ink: the rectangle around all pixels that are brighter than 3 standard
  ///    deviations of the outermost pixels, but than 16 at least and 128 at most.
  /// 4. The ink is resized, keeping its proportions, until its height or width is 20/28 of the
  ///    target's (``resized(height:width:)``).
  /// 5. It is moved by whole pixels until its center of mass is nearest to 14.5/28 of the target's
  ///    height and width, as far as it stays inside.
  ///
  /// A digit of MNIST (28 × 28) stays as it is. The digits of ex4 are those of MNIST, resized as a
  /// whole to 20 × 20, so that the proportions are right for them, too: their ink is 20·20/28 ≈ 14
  /// pixels high, and their mean center of mass is at 14.5·20/28 ≈ 10.36 pixels.
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
  package func digitCentered(height: Int, width: Int) -> Picture {
    var target = Picture(
      width: width, height: height, channels: 1,
      pixels: [UInt8](repeating: 0, count: height * width))
    guard let ink = grayscale().ink() else { return target }
    let scale = min(
      20 * Double(height) / (28 * Double(ink.height)),
      20 * Double(width) / (28 * Double(ink.width)))
    let side: (Int, Int) -> Int = { length, limit in
      min(max(1, Int((Double(length) * scale).rounded())), limit)
    }
    let digit = ink.resized(height: side(ink.height, height), width: side(ink.width, width))
    let center = digit.centerOfMass
    let offset: (Double, Int, Int) -> Int = { center, length, side in
      let start = (14.5 / 28 * Double(side) - center).rounded()
      return min(max(0, Int(start)), side - length)
    }
    let top = offset(center.y, digit.height, height)
    let left = offset(center.x, digit.width, width)
    for y in 0..<digit.height {
      let start = (top + y) * width + left
      target.pixels.replaceSubrange(
        start..<start + digit.width, with: digit.pixels[(y * digit.width)...].prefix(digit.width))
    }
    return target
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

  /// The center of mass of a gray picture in pixels from its upper left corner; a pixel's own
  /// center is at one half. The middle for a black picture.
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
