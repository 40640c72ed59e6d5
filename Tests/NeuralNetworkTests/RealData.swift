import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import StoredNumbers

/// The files of the exercise, where they are.
enum RealData {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let digits = "\(root)/data/ex4data1.mat"
  static let scipyWeights = "\(root)/Fixtures/scipy-weights-400-25-10.mat"
  static let topology = NetworkTopology([400, 25, 10])

  /// The course's weights, which are not shipped; `nil` where they are missing.
  static let courseWeights = [
    "\(root)/data/ex4weights.mat", "\(root)/../shared/data/ex4weights.mat",
  ].first { FileManager.default.fileExists(atPath: $0) }

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
    let file = try MATFile(path: digits)
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
