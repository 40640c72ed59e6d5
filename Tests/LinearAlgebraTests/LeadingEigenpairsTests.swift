import LinearAlgebra
import Random
import Testing

/// Eigenpairs of matrices whose eigenvalues are known in closed form.
@Suite struct LeadingEigenpairsTests {
  /// The second difference matrix tridiag(−1, 2, −1) has λ_j = 2 − 2 cos(jπ/(n+1)); its inverse,
  /// min(i, j) (n + 1 − max(i, j)) / (n + 1), has their reciprocals, which fall off like 1/j².
  private static func inverseDifferences(_ n: Int) -> (elements: [Double], values: [Double]) {
    var elements: [Double] = []
    for i in 1...n {
      for j in 1...n { elements.append(Double(min(i, j) * (n + 1 - max(i, j))) / Double(n + 1)) }
    }
    return (elements, (1...n).map { 1 / (2 - 2 * cosine(Double($0) / Double(n + 1))) })
  }

  /// cos(πx), by the series of the half angle.
  private static func cosine(_ x: Double) -> Double {
    let half = x * .pi / 2
    var (term, sine) = (half, half)
    for k in 1..<30 {
      term *= -half * half / Double(2 * k * (2 * k + 1))
      sine += term
    }
    return 1 - 2 * sine * sine
  }

  private func leading(_ count: Int, of elements: [Double], order: Int) -> Eigenpairs {
    var generator = SplitMix64(seed: 1)
    return LeadingEigenpairs(
      count, ofOrder: order, drawing: { generator.nextNormal() }
    ) { x, product in
      for row in 0..<order {
        for column in 0..<count {
          product.start[row * count + column] = (0..<order).reduce(0) {
            $0 + elements[row * order + $1] * x.start[$1 * count + column]
          }
        }
      }
    }.pairs
  }

  @Test(arguments: [(30, 8, 1e-2), (60, 16, 5e-3), (12, 12, 1e-12)])
  func theLargestAreFound(order: Int, count: Int, tolerance: Double) {
    let (elements, values) = Self.inverseDifferences(order)
    let pairs = leading(count, of: elements, order: order)
    #expect(pairs.count == count && pairs.order == order)
    // Cauchy's interlacing: in a subspace no eigenvalue exceeds that of the whole matrix.
    for place in 0..<count {
      #expect(pairs.values.start[count - 1 - place] < values[place] * (1 + 1e-12))
    }
    for place in 0..<min(3, count) {
      let found = pairs.values.start[count - 1 - place]
      #expect(abs(found / values[place] - 1) < tolerance, "λ\(place + 1)")
    }
  }

  @Test func allVectorsOfAMatrixAreOrthonormalAndMakeItAgain() {
    let order = 12
    let (elements, _) = Self.inverseDifferences(order)
    let pairs = leading(order, of: elements, order: order)
    let vectors = pairs.vectors.start
    for i in 0..<order {
      for j in 0..<order {
        let product = (0..<order).reduce(0) {
          $0 + vectors[i * order + $1] * vectors[j * order + $1]
        }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-10)
        let made = (0..<order).reduce(0) {
          $0 + pairs.values.start[$1] * vectors[$1 * order + i] * vectors[$1 * order + j]
        }
        #expect(abs(made - elements[i * order + j]) < 1e-10)
      }
    }
  }

  @Test func beyondTheRankNothingIsLeft() {
    // 3 e₁e₁ᵀ + 2 e₂e₂ᵀ
    let order = 6
    var elements = [Double](repeating: 0, count: order * order)
    elements[0] = 3
    elements[order + 1] = 2
    let pairs = leading(4, of: elements, order: order)
    let values = pairs.values.numbers
    #expect(abs(values[3] - 3) < 1e-12 && abs(values[2] - 2) < 1e-12)
    #expect(abs(values[0]) < 1e-12 && abs(values[1]) < 1e-12)
  }
}
