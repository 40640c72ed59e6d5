import LinearAlgebra
import NeuralNetwork

/// The small published case: a 2-2-4 network with θ = (1:18)/10 unrolled column-major, three
/// examples X = cos([1 2; 3 4; 5 6]), y = [4 2 3].
enum SmallCase {
  static let topology = NetworkTopology([2, 2, 4])
  static let parameters = (1...18).map { Double($0) / 10 }
  static let classIndices = [3, 1, 2]

  static func features<Scalar: BLASScalar>(_: Scalar.Type = Double.self) -> Matrix<Scalar> {
    let cosines = [
      0.540302305868140, -0.416146836547142, -0.989992496600445, -0.653643620863612,
      0.283662185463226, 0.960170286650366,
    ]
    return Matrix(rows: 3, columns: 2, elements: cosines.map { Scalar($0) })
  }
}
