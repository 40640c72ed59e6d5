extension Picture {
  /// The picture in another size, each pixel the mean over the area that it covers.
  ///
  /// With sides n → m, pixel i of the result covers the interval [i·n/m, (i + 1)·n/m) of the
  /// source; its value is the mean of the source's pixels, each weighted by the length of its part
  /// in the interval, first in one direction and then in the other. Shrinking is the box filter
  /// with exact fractional coverage (OpenCV's `INTER_AREA`); enlarging repeats pixels and blends
  /// them only where an edge falls into a pixel.
  ///
  /// The sums are whole numbers in units of 1/m, so that the rounding (half up) is exact. The
  /// arithmetic is on the stored values, as in other programs, and not on linear light.
  ///
  /// - Parameters:
  ///   - height: The height of the result, at least 1.
  ///   - width: The width of the result, at least 1; the two make at most 2²⁶ pixels.
  /// - Returns: A picture with as many channels.
  /// - Complexity: O(H·W + h·W + h·w) for H × W → h × w pixels; memory for the result and a row.
  package func resized(height: Int, width: Int) -> Picture {
    precondition(
      height > 0 && width > 0 && height <= Self.maximumPixelCount / width, "an invalid size")
    guard height != self.height || width != self.width else { return self }
    let stride = self.width * channels
    var output = [UInt8]()
    output.reserveCapacity(height * width * channels)
    // In units of 1/height: one row of the source is `height` units, one of the result
    // `self.height` units. The same goes for the columns.
    let area = self.height * self.width
    var row = [Int](repeating: 0, count: stride)
    for y in 0..<height {
      for index in row.indices { row[index] = 0 }
      Self.forEachCovered(y, of: height, in: self.height) { source, weight in
        for index in row.indices { row[index] += weight * Int(pixels[source * stride + index]) }
      }
      for x in 0..<width {
        for channel in 0..<channels {
          var sum = 0
          Self.forEachCovered(x, of: width, in: self.width) { source, weight in
            sum += weight * row[source * channels + channel]
          }
          output.append(UInt8((2 * sum + area) / (2 * area)))
        }
      }
    }
    return Picture(width: width, height: height, channels: channels, pixels: output)
  }

  /// Calls a closure with the pixels of a line of `length` that pixel `index` of a line of `count`
  /// covers, and the covered part of each in units of 1/`count`; the parts sum to `length`.
  private static func forEachCovered(
    _ index: Int, of count: Int, in length: Int, _ body: (_ source: Int, _ weight: Int) -> Void
  ) {
    let (start, end) = (index * length, (index + 1) * length)
    var source = start / count
    while source * count < end {
      body(source, min((source + 1) * count, end) - max(source * count, start))
      source += 1
    }
  }

  /// The picture without color: the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, with
  /// weights in units of 2⁻¹⁶, rounded half up.
  ///
  /// Source: Recommendation ITU-R BT.601, section 2.5.1.
  package func grayscale() -> Picture {
    guard channels == 3 else { return self }
    let gray = stride(from: 0, to: pixels.count, by: 3).map {
      let (red, green, blue) = (Int(pixels[$0]), Int(pixels[$0 + 1]), Int(pixels[$0 + 2]))
      return UInt8((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16)
    }
    return Picture(width: width, height: height, channels: 1, pixels: gray)
  }
}
