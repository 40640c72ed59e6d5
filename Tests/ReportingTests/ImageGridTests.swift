import CPNG
import Datasets
import LinearAlgebra
import Reporting
import Testing

struct ImageGridTests {
  @Test(arguments: [PixelImage.PixelFormat.gray, .rgb])
  func aPNGReadsBackAsItWas(format: PixelImage.PixelFormat) throws {
    let image = PixelImage(
      width: 7, height: 5, format: format,
      bytes: (0..<35 * format.byteCount).map { UInt8(truncatingIfNeeded: $0 * 37) })
    let encoded = try image.pngBytes()
    #expect(encoded.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(decode(encoded, format: format) == image)
  }

  @Test func aPNGLargerThanLibpngAllowsIsRefused() {
    let image = PixelImage(
      width: 1, height: 1_000_001, filledWith: Color(gray: 0), format: .gray)
    #expect(throws: ReportingError.self) { try image.pngBytes() }
  }

  @Test func imagesAreUprightWhateverTheOrderOfPixels() {
    let upright: [Double] = [1, 2, 3, 4, 5, 6]
    let rows = FeatureImage(features: upright, shape: ImageShape(height: 2, width: 3, order: .rows))
    let columns = FeatureImage(
      features: [1.0, 4, 2, 5, 3, 6] as [Float],
      shape: ImageShape(height: 2, width: 3, order: .columns))
    #expect(rows.values == upright)
    #expect(columns.values == upright)
  }

  @Test func everyImageHasItsPlaceInTheGrid() {
    let shape = ImageShape(height: 1, width: 2, order: .rows)
    let grid = ImageGrid(
      [[0, 1], [0.5, 2], [0, 0]].map { FeatureImage(features: $0, shape: shape) }, colormap: .light,
      columns: 2, magnification: 2, gap: 1)
    let image = grid.pixels()
    #expect(image.width == 11 && image.height == 7)
    let g: UInt8 = 48
    #expect(
      image.bytes
        == [
          [g, g, g, g, g, g, g, g, g, g, g],
          [g, 0, 0, 255, 255, g, 64, 64, 255, 255, g],
          [g, 0, 0, 255, 255, g, 64, 64, 255, 255, g],
          [g, g, g, g, g, g, g, g, g, g, g],
          [g, 0, 0, 0, 0, g, g, g, g, g, g],
          [g, 0, 0, 0, 0, g, g, g, g, g, g],
          [g, g, g, g, g, g, g, g, g, g, g],
        ].flatMap { $0 })
  }

  @Test func aCommonScaleKeepsImagesComparable() {
    let shape = ImageShape(height: 1, width: 1, order: .rows)
    let grid = ImageGrid(
      [[-1.0], [0.5]].map { FeatureImage(features: $0, shape: shape) }, colormap: .signed,
      scale: .common, columns: 2, magnification: 1, gap: 0)
    #expect(grid.pixels().bytes == [0, 191])
  }

  @Test func hiddenUnitsLeaveOutTheBias() {
    // θ of two units with four inputs, column-major: biases 9 and −9, then an input a pair.
    let parameters: [Double] = [9, -9, 1, 0, 0, 2, 0, 0, 0, -2]
    let grid = ImageGrid.hiddenUnits(
      of: MatrixRegion(offset: 0, rows: 2, columns: 5), in: parameters,
      shape: ImageShape(height: 2, width: 2, order: .columns))
    #expect(grid.images.map(\.values) == [[1, 0, 0, 0], [0, 0, 2, -2]])
  }

  @Test func mistakesAreNamedInTheFilesOwnLabels() throws {
    let dataset = Dataset<Float>(
      features: Matrix(rows: 3, columns: 4, repeating: 1), classIndices: [0, 1, 1],
      encoding: LabelEncoding(labels: ["9", "10"]),
      imageShape: ImageShape(height: 2, width: 2, order: .rows))
    let grid = try #require(ImageGrid.mistakes(in: dataset, predicted: [1, 1, 0]))
    #expect(grid.images.map(\.caption) == ["9>10", "10>9"])
    #expect(ImageGrid.mistakes(in: dataset, predicted: [0, 1, 1]) == nil)
  }

  @Test func fewMistakesStandForMany() throws {
    let dataset = Dataset<Double>(
      features: Matrix(rows: 6, columns: 1, repeating: 1), classIndices: [0, 0, 0, 1, 1, 1],
      encoding: LabelEncoding(labels: ["a", "b"]),
      imageShape: ImageShape(height: 1, width: 1, order: .rows))
    let grid = try #require(
      ImageGrid.mistakes(in: dataset, predicted: [1, 1, 1, 0, 0, 0], limit: 2))
    #expect(grid.images.map(\.caption) == ["a>b", "b>a"])
  }

  /// Reads a PNG by libpng's own simplified reader.
  private func decode(_ encoded: [UInt8], format: PixelImage.PixelFormat) -> PixelImage? {
    var header = png_image()
    header.version = UInt32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(&header, encoded, encoded.count) != 0 else { return nil }
    header.format = UInt32(format == .rgb ? PNG_FORMAT_FLAG_COLOR : 0)
    var bytes = [UInt8](
      repeating: 0, count: Int(header.width) * Int(header.height) * format.byteCount)
    guard png_image_finish_read(&header, nil, &bytes, 0, nil) != 0 else { return nil }
    return PixelImage(
      width: Int(header.width), height: Int(header.height), format: format, bytes: bytes)
  }
}
