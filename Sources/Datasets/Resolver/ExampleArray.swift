internal import StoredNumbers

/// An array of numbers as examples × features, whichever dimension the examples have in the file.
///
/// No number is moved: examples along the last dimension of an array in one storage order are along
/// the first dimension of the same numbers in the other order.
struct ExampleArray {
  /// The array with one example per row.
  let rows: StoredArray
  /// The image shape of an example, if it has one.
  let imageShape: ImageShape?
  private let dimensions: [Int]
  private let examplesAreFirst: Bool
  private let isColumnMajor: Bool

  /// Arranges an array.
  init(
    _ array: StoredArray, axis: DatasetOptions.ExampleAxis, _ convention: DataTree.Convention
  ) {
    dimensions = array.dimensions.isEmpty ? [1] : array.dimensions
    examplesAreFirst = axis == .rows || dimensions.count == 1
    var order = array.storageOrder
    let extents = examplesAreFirst ? dimensions.dropFirst() : dimensions.dropLast()
    let count = examplesAreFirst ? dimensions[0] : dimensions[dimensions.count - 1]
    let featureCount = extents.reduce(1, *)
    let pixelOrder: ImageShape.PixelOrder
    if examplesAreFirst, convention == .numpy {
      // NumPy flattens an array in any storage order with the last index varying fastest.
      rows = StoredArray(array.numbers, dimensions: dimensions, storageOrder: order)
      pixelOrder = .rows
      isColumnMajor = false
    } else {
      isColumnMajor = order == .columnMajor
      pixelOrder = isColumnMajor ? .columns : .rows
      if !examplesAreFirst { order = isColumnMajor ? .rowMajor : .columnMajor }
      rows = StoredArray(
        array.numbers, dimensions: [count, featureCount], storageOrder: order)
    }
    if extents.count >= 2 {
      imageShape = ImageShape(extents: Array(extents), order: pixelOrder)
    } else if let square = ImageShape.guessed(
      featureCount: featureCount, order: convention.pixelOrder)
    {
      imageShape = square
    } else {
      let isColor = convention == .numpy && array.elementType == .uint8
      imageShape = isColor ? .guessedColor(featureCount: featureCount) : nil
    }
  }

  /// The notation of a feature of an example in the file.
  func place(
    in name: String, _ example: Int, _ feature: Int, _ notation: ElementNotation
  ) -> String {
    let extents = examplesAreFirst ? dimensions.dropFirst() : dimensions.dropLast()
    guard extents.count > 1 else {
      return examplesAreFirst
        ? notation.place(in: name, example, feature) : notation.place(in: name, feature, example)
    }
    var rest = feature
    var indices: [Int] = []
    for extent in isColumnMajor ? Array(extents) : extents.reversed() {
      indices.append(rest % extent)
      rest /= extent
    }
    if !isColumnMajor { indices.reverse() }
    return notation.place(
      in: name, examplesAreFirst ? [example] + indices : indices + [example])
  }
}

extension ImageShape {
  /// The shape of an image with the dimensions of an array: height × width, with one, three or four
  /// channels behind or before them; `nil` for other dimensions.
  fileprivate init?(extents: [Int], order: PixelOrder) {
    guard extents.allSatisfy({ $0 > 0 }) else { return nil }
    let channelCounts = [1, 3, 4]
    switch extents.count {
    case 2: self.init(height: extents[0], width: extents[1], order: order)
    case 3 where channelCounts.contains(extents[2]):
      self.init(
        height: extents[0], width: extents[1], order: order, channels: extents[2],
        channelOrder: order == .rows ? .interleaved : .planes)
    case 3 where channelCounts.contains(extents[0]):
      self.init(
        height: extents[1], width: extents[2], order: order, channels: extents[0],
        channelOrder: order == .rows ? .planes : .interleaved)
    default: return nil
    }
  }
}
