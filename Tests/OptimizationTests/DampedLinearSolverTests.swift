import Optimization
import Random
import Testing

@Suite struct DampedLinearSolverTests {
  /// BᵀB + I for a random B of 8 rows.
  private static func matrix(order: Int) -> [[Double]] {
    var generator = SplitMix64(seed: UInt64(order))
    let b = (0..<order).map { _ in (0..<8).map { _ in generator.nextNormal() } }
    return (0..<order).map { row in
      (0..<order).map { column in
        zip(b[row], b[column]).reduce(row == column ? 1 : 0) { $0 + $1.0 * $1.1 }
      }
    }
  }

  private static func solver(_ matrix: [[Double]]) -> CholeskySolver {
    let solver = CholeskySolver(order: matrix.count)
    solver.assemble { solver in
      for row in matrix.indices {
        for column in row..<matrix.count { solver[row, column] = matrix[row][column] }
      }
    }
    return solver
  }

  /// The same A is factorized with one damping after the other.
  @Test(arguments: [1, 2, 7, 60])
  func solvesAndLeavesTheMatrix(order: Int) {
    let matrix = Self.matrix(order: order)
    let solver = Self.solver(matrix)
    let scales = (0..<order).map { 1 + Double($0) }
    var generator = SplitMix64(seed: 3)
    let expected = (0..<order).map { _ in generator.nextNormal() }
    for damping in [0.5, 2] {
      var x = (0..<order).map { row in
        zip(matrix[row], expected).reduce(damping * scales[row] * expected[row]) {
          $0 + $1.0 * $1.1
        }
      }
      let isDefinite = solver.factorize(adding: damping, times: scales.span)
      #expect(isDefinite)
      solver.solve(&x)
      for (value, other) in zip(x, expected) { #expect(abs(value - other) < 1e-11) }
    }
  }

  @Test(arguments: [-100.0, .nan, .infinity], [0, 11])
  func refusesWhatIsNotPositiveDefinite(scale: Double, place: Int) {
    let solver = Self.solver(Self.matrix(order: 12))
    var scales = [Double](repeating: 0, count: 12)
    scales[place] = scale
    let isDefinite = solver.factorize(adding: 100, times: scales.span)
    #expect(!isDefinite)
  }
}
