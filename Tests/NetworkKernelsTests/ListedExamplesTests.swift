import LinearAlgebra
import NetworkKernels
import Random
import Testing

/// The products of single examples against sums written out, at every level and for every shape of
/// row: shorter than a vector, whole vectors, a last vector that overlaps, several strips.
@Suite struct ListedExamplesTests {
  static func expectProducts<Scalar: BLASScalar>(
    columns: Int, units: Int, density: Double, kernels: KernelTable<Scalar>, tolerance: Double
  ) {
    let matrix: Matrix<Scalar> = GroupedFeaturesTests.matrix(20, columns, density: density)
    let list = ListedExamples(matrix, kernels: kernels)
    let region = MatrixRegion(offset: 3, rows: units, columns: 1 + columns)
    // Guards on both sides of the layer must stay as they are.
    let parameters = AlignedBuffer<Scalar>(count: region.count + 6)
    var generator = Xoshiro256StarStar(seed: 2)
    for i in 0..<parameters.count {
      parameters.start[i] = Scalar.random(in: -1...1, using: &generator)
    }
    let before = (0..<parameters.count).map { parameters.start[$0] }
    let layer = Layer(parameters, region: region)
    let batch = [17, 4, 0, 4, 19]
    let panel = Panel(AlignedBuffer<Scalar>(count: units * 6), units: units, width: 6)
    let weight = { (j: Int, unit: Int) in Double(before[3 + (1 + j) * units + unit]) }

    list.multiply(examples: batch[...], by: layer, into: panel)
    var worst = 0.0
    for (lane, example) in batch.enumerated() {
      for unit in 0..<units {
        let z = (0..<columns).reduce(Double(before[3 + unit])) {
          $0 + Double(matrix[example, $1]) * weight($1, unit)
        }
        worst = max(worst, abs(z - Double(panel[unit, lane])))
      }
    }
    #expect(worst < tolerance, "W x + b, \(units) units")

    for unit in 0..<units {
      for lane in 0..<6 { panel[unit, lane] = Scalar((unit * 5 + lane * 3) % 7 - 3) }
    }
    list.addOuterProducts(examples: batch[...], errors: panel, scale: -0.5, to: layer)
    for j in 0..<columns {
      for unit in 0..<units {
        let expected = batch.indices.reduce(weight(j, unit)) {
          $0 - 0.5 * Double(panel[unit, $1]) * Double(matrix[batch[$1], j])
        }
        worst = max(worst, abs(expected - Double(layer.weights[j * units + unit])))
      }
    }
    #expect(worst < tolerance, "W + s δ xᵀ, \(units) units")
    for index in Array(0..<3 + units) + Array(parameters.count - 3..<parameters.count) {
      #expect(parameters.start[index] == before[index])
    }
  }

  @Test(arguments: KernelLevel.supported)
  func products(level: KernelLevel) {
    for units in Array(1...36) + [64, 65, 100, 130, 300] {
      Self.expectProducts(
        columns: 40, units: units, density: 0.4, kernels: KernelTable<Double>(level: level),
        tolerance: 1e-13)
      Self.expectProducts(
        columns: 40, units: units, density: 0.4, kernels: KernelTable<Float>(level: level),
        tolerance: 1e-4)
    }
  }

  @Test(arguments: [0, 0.2, 1])
  func densities(density: Double) {
    Self.expectProducts(
      columns: 67, units: 30, density: density, kernels: Double.kernels, tolerance: 1e-13)
    Self.expectProducts(
      columns: 67, units: 30, density: density, kernels: KernelTable<Double>.portable,
      tolerance: 1e-13)
  }
}
