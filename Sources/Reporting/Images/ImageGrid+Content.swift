public import Datasets
public import LinearAlgebra

extension ImageGrid {
  /// A grid of examples, in the order of the given indices.
  ///
  /// - Parameters:
  ///   - indices: the indices of at least one example.
  ///   - dataset: examples with an image shape.
  ///   - colormap: white on black by default.
  /// - Returns: `nil` when the data set has no image shape.
  public static func examples(
    _ indices: [Int], of dataset: Dataset<some BLASScalar>, colormap: Colormap = .light
  ) -> ImageGrid? {
    guard let shape = dataset.imageShape else { return nil }
    return ImageGrid(
      indices.map { FeatureImage(features: dataset.features.row($0), shape: shape) },
      colormap: colormap)
  }

  /// A grid of misclassified examples, each with the caption `actual>predicted`.
  ///
  /// - Parameters:
  ///   - dataset: examples with an image shape.
  ///   - predicted: the predicted class index of each example.
  ///   - limit: the maximum number of images; if there are more mistakes, an evenly spaced subset
  ///     is drawn, so that data sorted by class does not show the first class only.
  /// - Returns: `nil` when there is no mistake or the data set has no image shape.
  public static func mistakes(
    in dataset: Dataset<some BLASScalar>, predicted: [Int], limit: Int = 100
  ) -> ImageGrid? {
    precondition(predicted.count == dataset.exampleCount, "one prediction per example")
    guard let shape = dataset.imageShape else { return nil }
    let labels = dataset.encoding.labels
    let wrong = predicted.indices.filter { predicted[$0] != dataset.classIndices[$0] }
    let shownCount = min(wrong.count, limit)
    let images = (0..<shownCount).map { place in
      let index = wrong[place * wrong.count / shownCount]
      return FeatureImage(
        features: dataset.features.row(index), shape: shape,
        caption: "\(labels[dataset.classIndices[index]])>\(labels[predicted[index]])")
    }
    return images.isEmpty ? nil : ImageGrid(images, colormap: .light)
  }

  /// A grid of examples in rows of at most ten, with a row of reconstructions below each.
  ///
  /// - Parameters:
  ///   - indices: the indices of at least one example.
  ///   - dataset: examples with an image shape.
  ///   - reconstructions: one row for each of the indices, in their order.
  /// - Returns: `nil` when the data set has no image shape.
  public static func reconstructions<Scalar: BLASScalar>(
    of indices: [Int], in dataset: Dataset<Scalar>, _ reconstructions: Matrix<Scalar>
  ) -> ImageGrid? {
    precondition(reconstructions.rows == indices.count, "one reconstruction per example")
    guard let shape = dataset.imageShape else { return nil }
    let columns = min(indices.count, 10)
    // Rows that are not full would put an original beside reconstructions.
    let count = indices.count / columns * columns
    let images = stride(from: 0, to: count, by: columns).flatMap { first in
      let places = first..<first + columns
      return places.map { dataset.features.row(indices[$0]) }
        + places.map { reconstructions.row($0) }
    }
    return ImageGrid(
      images.map { FeatureImage(features: $0, shape: shape) }, colormap: .light, scale: .common,
      columns: columns)
  }

  /// A grid of the first hidden layer's weights, one image per unit.
  ///
  /// The bias, column 0 of the layer's weights, is omitted.
  ///
  /// - Parameters:
  ///   - layer: the location of the first layer's weights, units × (1 + inputs).
  ///   - parameters: θ, all parameters of the network.
  ///   - shape: the image shape of the inputs.
  ///   - colormap: gray with 0 in the middle by default, as in `displayData`.
  /// - Returns: the grid, in the order of the units.
  /// - Precondition: one input per pixel, and the layer lies within the parameters.
  public static func hiddenUnits(
    of layer: MatrixRegion, in parameters: [Double], shape: ImageShape, colormap: Colormap = .signed
  ) -> ImageGrid {
    precondition(layer.columns == 1 + shape.featureCount, "one input per pixel, and the bias")
    precondition(layer.range.upperBound <= parameters.count, "the layer lies within θ")
    let images = (0..<layer.rows).map { unit in
      FeatureImage(
        features: (1..<layer.columns).map { parameters[layer.index(row: unit, column: $0)] },
        shape: shape)
    }
    return ImageGrid(images, colormap: colormap)
  }
}
