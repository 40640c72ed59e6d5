import LinearAlgebra
import MATFile
import NeuralNetwork
import StoredNumbers
import TestSupport

/// The exercise: its data, its network, and the weights that come with it.
enum Exercise {
  static let topology = NetworkTopology([400, 25, 10])

  static func objective<Scalar: BLASScalar>(
    _: Scalar.Type = Double.self, regularization: Double, threads: Int = 2
  ) throws -> NetworkObjective<Scalar> {
    let (features, classIndices) = try examples(Scalar.self)
    return NetworkObjective(
      topology: topology, features: features, classIndices: classIndices,
      regularization: regularization, threads: threads)
  }

  /// X and y − 1: the classes are in the order of the labels 1…10.
  static func examples<Scalar: BLASScalar>(
    _: Scalar.Type = Double.self
  ) throws -> (Matrix<Scalar>, [Int]) {
    let file = try MATFile(path: TestFiles.digits)
    let pixels = try file.array(named: "X")
    let rows = pixels.numbers!.rowMajorValues(
      as: Scalar.self, dimensions: pixels.dimensions, storedIn: .columnMajor
    ).values
    return (
      Matrix(rows: pixels.rows, columns: pixels.columns, elements: rows),
      try file.array(named: "y").doubles.map { Int($0) - 1 }
    )
  }

  /// θ = [Theta1(:); Theta2(:)].
  static func weights(_ path: String) throws -> [Double] {
    let file = try MATFile(path: path)
    return try file.array(named: "Theta1").doubles + file.array(named: "Theta2").doubles
  }
}
