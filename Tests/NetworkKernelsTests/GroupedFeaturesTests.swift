import LinearAlgebra
import NetworkKernels
import Random
import Testing

/// The grouped layout's two products against sums written out, at every level, for layers of every
/// shape that the kernels treat differently.
@Suite struct GroupedFeaturesTests {
  /// m examples of n features, about half of them zero; `density` 1 leaves none.
  static func matrix<Scalar: BLASScalar>(
    _ rows: Int, _ columns: Int, density: Double, seed: UInt64 = 3
  ) -> Matrix<Scalar> {
    var generator = Xoshiro256StarStar(seed: seed)
    let elements = (0..<rows * columns).map { _ -> Scalar in
      let value = Scalar.random(in: 0.25...1, using: &generator)
      return Double.random(in: 0..<1, using: &generator) < density ? value : 0
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// Sparse rows have the layout of the same elements with their zeros.
  @Test(arguments: [0, 0.001, 0.02, 0.3, 0.95, 0.99, 1])
  func sparseRowsAreLaidOutLikeTheirElements(density: Double) {
    let dense: Matrix<Double> = Self.matrix(150, 130, density: density)
    let rows = (0..<150).map { row in dense.row(row).enumerated().filter { $0.element != 0 } }
    let sparse = Matrix(
      rows: 150, columns: 130, starts: rows.reduce(into: [0]) { $0.append($0.last! + $1.count) },
      indices: rows.joined().map { Int32($0.offset) }, values: rows.joined().map(\.element))
    let layouts = [dense, sparse].map {
      GroupedFeatures($0, order: Self.order(150), width: 32, blocksPerWindow: 2)
    }
    #expect(layouts[0].order == layouts[1].order)
    #expect(layouts[0].density == layouts[1].density)
    let panels = layouts.map { layout in
      (0..<layout.blockCount).map { block in
        let buffer = AlignedBuffer<Double>(count: 130 * 32)
        layout.unpack(block: block, into: Panel(buffer, units: 130, width: 32))
        return buffer.numbers
      }
    }
    #expect(panels[0] == panels[1])
  }

  /// W x + b and δ xᵀ of one block after the other, against Double sums over the matrix.
  static func expectProducts<Scalar: BLASScalar>(
    rows: Int, columns: Int, units: Int, density: Double, kernels: KernelTable<Scalar>,
    tolerance: Double
  ) {
    let matrix: Matrix<Scalar> = matrix(rows, columns, density: density)
    let features = GroupedFeatures(
      matrix, order: Self.order(rows), width: 32, blocksPerWindow: 2, kernels: kernels)
    #expect(features.order.sorted() == Array(0..<rows))
    if density == 1 { #expect(features.density == 1) }

    var generator = Xoshiro256StarStar(seed: 5)
    let parameters = AlignedBuffer<Scalar>(count: units * (1 + columns))
    for i in 0..<parameters.count {
      parameters.start[i] = Scalar.random(in: -1...1, using: &generator)
    }
    let region = MatrixRegion(offset: 0, rows: units, columns: 1 + columns)
    let layer = Layer(parameters, region: region)
    let panel = Panel(
      AlignedBuffer<Scalar>(count: units * features.width), units: units, width: features.width)
    let gradientBuffer = AlignedBuffer<Scalar>(count: parameters.count)
    let gradient = Layer(gradientBuffer, region: region)
    let sums = features.gradientSums(units: units)
    var expected = [Double](repeating: 0, count: columns * units)
    var worst = 0.0
    for block in 0..<features.blockCount {
      features.multiply(block: block, by: layer, into: panel)
      for lane in 0..<features.exampleCount(inBlock: block) {
        let example = features.order[block * features.width + lane]
        for unit in 0..<units {
          var z = Double(parameters.start[unit])
          for j in 0..<columns {
            z += Double(matrix[example, j]) * Double(parameters.start[(1 + j) * units + unit])
          }
          worst = max(worst, abs(Double(panel[unit, lane]) - z))
          // The errors: any numbers, here a function of the unit and the example.
          panel[unit, lane] = Scalar((unit * 7 + example * 13) % 11 - 5)
          for j in 0..<columns {
            expected[j * units + unit] +=
              Double(matrix[example, j]) * Double(panel[unit, lane])
          }
        }
      }
      features.accumulateGradient(block: block, errors: panel, into: sums)
    }
    #expect(worst < tolerance, "W x + b, \(units) units")
    for _ in 0..<2 {
      // The second time the sums are zero, so the gradient stays.
      sums.move(into: gradient)
      for index in expected.indices {
        worst = max(worst, abs(Double(gradient.weights[index]) - expected[index]) / 10)
      }
    }
    #expect(worst < tolerance, "δ xᵀ, \(units) units")
    #expect((0..<units).allSatisfy { gradient.start[$0] == 0 })
  }

  @Test(arguments: KernelLevel.supported)
  func products(level: KernelLevel) {
    for units in Array(1...34) + [47, 57, 100] {
      Self.expectProducts(
        rows: 45, columns: 70, units: units, density: 0.5,
        kernels: KernelTable<Double>(level: level), tolerance: 1e-13)
      Self.expectProducts(
        rows: 45, columns: 70, units: units, density: 0.5,
        kernels: KernelTable<Float>(level: level), tolerance: 1e-4)
    }
  }

  @Test(arguments: [(1, 1, 1.0), (7, 3, 1), (16, 5, 0.2), (33, 64, 1), (100, 129, 0.1), (50, 9, 0)])
  func shapes(rows: Int, columns: Int, density: Double) {
    Self.expectProducts(
      rows: rows, columns: columns, units: 5, density: density, kernels: Double.kernels,
      tolerance: 1e-13)
    Self.expectProducts(
      rows: rows, columns: columns, units: 25, density: density,
      kernels: KernelTable<Double>.portable, tolerance: 1e-13)
    Self.expectProducts(
      rows: rows, columns: columns, units: 25, density: density, kernels: Float.kernels,
      tolerance: 1e-4)
  }

  @Test func theOrderIsTheDatasAlone() {
    let matrix: Matrix<Double> = Self.matrix(700, 90, density: 0.3)
    let order = Self.order(700)
    let expected = GroupedFeatures(
      matrix, order: order, kernels: KernelTable<Double>.portable
    ).order
    for level in KernelLevel.supported {
      for threads in [1, 3] {
        let features = GroupedFeatures(
          matrix, order: order, kernels: KernelTable<Double>(level: level))
        features.layOut(windows: 0..<features.windowCount, threads: threads)
        #expect(features.order == expected)
      }
    }
  }

  /// A window keeps its examples, so that a random order makes it a random sample; the last one has
  /// the rest.
  @Test(arguments: [(0.3, 1003, 1), (0.3, 4000, 3), (1, 1003, 3), (1, 4000, 1)])
  func windowsKeepTheirExamples(density: Double, count: Int, blocksPerWindow: Int) {
    let matrix: Matrix<Double> = Self.matrix(count, 30, density: density)
    let order = Self.order(count)
    let features = GroupedFeatures(
      matrix, order: order, width: 64, blocksPerWindow: blocksPerWindow)
    let size = 64 * blocksPerWindow
    for first in stride(from: 0, to: count, by: size) {
      let window = first..<min(first + size, count)
      #expect(features.order[window].sorted() == order[window].sorted())
    }
  }

  /// A random order of `count` examples.
  static func order(_ count: Int) -> [Int] {
    var generator = Xoshiro256StarStar(seed: 11)
    var order = Array(0..<count)
    generator.permute(&order)
    return order
  }

  @Test func examplesThatShareTheirZerosComeTogether() {
    // Two kinds of examples, one after the other: apart, each kind needs half of the features.
    let elements = (0..<64).flatMap { row in (0..<100).map { $0 / 50 == row % 2 ? 1.0 : 0 } }
    let features = GroupedFeatures(Matrix(rows: 64, columns: 100, elements: elements))
    #expect(features.density == 0.5)
  }

  /// The kernels' layouts hold the same numbers, whichever way the matrix stores them.
  @Test(arguments: [1, 2, 3])
  func layoutsAreTheSame(threads: Int) {
    let values = (0...255).map { Double($0) / 255 }
    var generator = Xoshiro256StarStar(seed: 7)
    let bytes = (0..<300 * 90).map { _ in
      UInt8.random(in: 0...255, using: &generator) & UInt8.random(in: 0...3, using: &generator)
    }
    let coded = Matrix(rows: 300, columns: 90, bytes: bytes[...], values: values)
    let plain = Matrix(rows: 300, columns: 90, elements: bytes.map { values[Int($0)] })
    let layouts = [coded, plain].map { GroupedFeatures($0) }
    #expect(layouts[0].order == layouts[1].order)
    #expect(layouts[0].density < 1)
    for block in 0..<layouts[0].blockCount {
      let panels = layouts.map { layout in
        let buffer = AlignedBuffer<Double>(count: 90 * layout.width)
        let panel = Panel(buffer, units: 90, width: layout.width)
        layout.unpack(block: block, into: panel)
        return buffer.numbers
      }
      #expect(panels[0] == panels[1])
    }
  }
}
