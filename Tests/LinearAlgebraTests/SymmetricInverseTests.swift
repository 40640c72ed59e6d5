import LinearAlgebra
import Random
import Testing

@Suite struct SymmetricInverseTests {
  /// The product with the matrix is the identity; the matrix is B Bᵀ + I with random B.
  @Test(arguments: [1, 2, 7, 64, 130])
  func invertsPositiveDefiniteMatrices(order n: Int) {
    var generator = Xoshiro256StarStar(seed: UInt64(n))
    let root = (0..<n * n).map { _ in generator.nextNormal() }
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0..<n {
        matrix[i * n + j] =
          (0..<n).reduce(i == j ? 1 : 0) { $0 + root[i * n + $1] * root[j * n + $1] }
      }
    }
    let inverse = SymmetricInverse(order: n)
    for index in matrix.indices { inverse.matrix[index] = matrix[index] }
    #expect(inverse.invert())
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0) { $0 + matrix[i * n + $1] * inverse.matrix[$1 * n + j] }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-10)
        #expect(inverse.matrix[i * n + j] == inverse.matrix[j * n + i])
      }
    }
  }

  @Test(
    arguments: [
      [1, 2, 2, 1], [0, 0, 0, 0], [-1, 0, 0, 1], [.nan, 0, 0, 1], [1, 0, 0, .infinity],
    ])
  func rejectsOtherMatrices(elements: [Double]) {
    let inverse = SymmetricInverse(order: 2)
    for index in elements.indices { inverse.matrix[index] = elements[index] }
    #expect(!inverse.invert())
  }
}
