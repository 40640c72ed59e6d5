public import Datasets
public import LinearAlgebra

extension PictureSheet {
  /// A sheet of examples, in the order of the given indices.
  ///
  /// - Parameters:
  ///   - indices: at least one index of an example.
  ///   - dataset: examples with an image shape.
  ///   - tone: white on black by default.
  /// - Returns: `nil` when the data set has no image shape.
  public static func examples(
    _ indices: [Int], of dataset: Dataset<some BLASScalar>, tone: Tone = .light
  ) -> PictureSheet? {
    guard let shape = dataset.imageShape else { return nil }
    return PictureSheet(
      indices.map { Picture(features: dataset.features.row($0), shape: shape) }, tone: tone)
  }

  /// A sheet of wrongly predicted examples, each with the caption `actual>predicted`.
  ///
  /// - Parameters:
  ///   - dataset: examples with an image shape.
  ///   - predicted: the predicted class index of each example.
  ///   - limit: the greatest number of pictures; of more mistakes, as many are taken at even
  ///     distances, so that data sorted by class does not show the first class only.
  /// - Returns: `nil` when there is no mistake or the data set has no image shape.
  public static func mistakes(
    in dataset: Dataset<some BLASScalar>, predicted: [Int], limit: Int = 100
  ) -> PictureSheet? {
    precondition(predicted.count == dataset.exampleCount, "one prediction an example")
    guard let shape = dataset.imageShape else { return nil }
    let labels = dataset.encoding.labels
    let wrong = predicted.indices.filter { predicted[$0] != dataset.classIndices[$0] }
    let shownCount = min(wrong.count, limit)
    let pictures = (0..<shownCount).map { place in
      let index = wrong[place * wrong.count / shownCount]
      return Picture(
        features: dataset.features.row(index), shape: shape,
        caption: "\(labels[dataset.classIndices[index]])>\(labels[predicted[index]])")
    }
    return pictures.isEmpty ? nil : PictureSheet(pictures, tone: .light)
  }

  /// A sheet of what the first hidden layer looks for: the weights of each unit, as a picture.
  ///
  /// The bias, column 0 of the layer's weights, is left out.
  ///
  /// - Parameters:
  ///   - layer: the place of the first layer's weights, units × (1 + inputs).
  ///   - parameters: θ, all parameters of the network.
  ///   - shape: the image shape of the inputs.
  ///   - tone: grey with 0 in the middle by default, as `displayData`.
  /// - Precondition: one input a pixel, and the layer within the parameters.
  public static func hiddenUnits(
    of layer: MatrixRegion, in parameters: [Double], shape: ImageShape, tone: Tone = .signed
  ) -> PictureSheet {
    precondition(layer.columns == 1 + shape.pixelCount, "one input a pixel, and the bias")
    precondition(layer.range.upperBound <= parameters.count, "the layer lies within θ")
    let pictures = (0..<layer.rows).map { unit in
      Picture(
        features: (1..<layer.columns).map { parameters[layer.index(row: unit, column: $0)] },
        shape: shape)
    }
    return PictureSheet(pictures, tone: tone)
  }
}
