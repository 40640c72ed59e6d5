import LinearAlgebra
import Random
import Synchronization
import Testing

@Suite struct CholeskyFactorTests {
  /// BᵀB + I for a random B, in the triangle that is A's.
  static func system(order: Int, threads: Int = 1) -> DampedSystem {
    var generator = SplitMix64(seed: UInt64(order))
    let b = (0..<order * 8).map { _ in generator.nextNormal() }
    let system = DampedSystem(order: order, threads: threads)
    system.assemble { matrix in
      for row in 0..<order {
        for column in row..<order {
          let sum = (0..<8).reduce(0) { $0 + b[row * 8 + $1] * b[column * 8 + $1] }
          matrix[row, column] = sum + (row == column ? 1 : 0)
        }
      }
    }
    return system
  }

  /// (A + D) x, from A's triangle and its diagonal.
  static func product(_ system: DampedSystem, adding damping: Double, _ x: [Double]) -> [Double] {
    x.indices.map { row in
      x.indices.reduce(0) { sum, column in
        let element =
          row == column
          ? system.diagonal(row) + damping : system[min(row, column), max(row, column)]
        return sum + element * x[column]
      }
    }
  }

  /// Below, at and above the width of a panel and the height of a piece.
  @Test(arguments: [1, 2, 7, 127, 128, 129, 300, 520])
  func solvesAndLeavesTheMatrix(order: Int) {
    let system = Self.system(order: order)
    let scales = [Double](repeating: 1, count: order)
    var generator = SplitMix64(seed: 3)
    let expected = (0..<order).map { _ in generator.nextNormal() }
    for damping in [0.5, 2] {
      var x = Self.product(system, adding: damping, expected)
      let isDefinite = system.factorize(adding: damping, times: scales.span)
      #expect(isDefinite)
      system.solve(&x)
      for (value, other) in zip(x, expected) { #expect(abs(value - other) < 1e-10) }
    }
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    let solutions = [1, 2, 3].map { threads in
      let system = Self.system(order: 700, threads: threads)
      var x = (0..<700).map(Double.init)
      let isDefinite = system.factorize(
        adding: 1, times: [Double](repeating: 1, count: 700).span)
      #expect(isDefinite)
      system.solve(&x)
      return x
    }
    #expect(solutions.allSatisfy { $0 == solutions[0] })
  }

  @Test(arguments: [-10.0, .nan, .infinity], [0, 200])
  func refusesWhatIsNotPositiveDefinite(element: Double, place: Int) {
    let system = Self.system(order: 300)
    var scales = [Double](repeating: 0, count: 300)
    scales[place] = element
    let isDefinite = system.factorize(adding: 100, times: scales.span)
    #expect(!isDefinite)
  }

  /// Wherever it is stopped, A is there for the next factorization.
  @Test(arguments: [0, 3, 6, 9])
  func aStoppedFactorizationCanBeRepeated(answers: Int) {
    let (system, other) = (Self.system(order: 520), Self.system(order: 520))
    let scales = [Double](repeating: 1, count: 520)
    let questions = Atomic<Int>(0)
    let isFullBatch = system.factorize(adding: 1, times: scales.span) {
      questions.wrappingAdd(1, ordering: .relaxed).newValue > answers
    }
    #expect(!isFullBatch)
    var (x, y) = (scales, scales)
    let areWhole = [system, other].map { $0.factorize(adding: 1, times: scales.span) }
    #expect(areWhole == [true, true])
    system.solve(&x)
    other.solve(&y)
    #expect(x == y)
  }
}
