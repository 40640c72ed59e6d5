import Foundation
import LinearAlgebra
import NeuralNetwork

/// How large the features of a data set are.
enum FeatureScale: String, CaseIterable, Sendable {
  /// From −1 to 1.
  case scaled
  /// As measurements come: each column positive, with a scale of its own, from 1 to 1000.
  case raw

  /// A number between −1 and 1 as one of column j of n.
  func apply(to number: Double, column j: Int, of n: Int) -> Double {
    switch self {
    case .scaled: number
    case .raw: pow(1000, Double(j) / Double(max(1, n - 1))) * (2 + number)
    }
  }
}

/// A small random network and data set, the same for a seed.
struct RandomProblem {
  let topology: NetworkTopology
  let features: Matrix<Double>
  let classIndices: [Int]
  let parameters: [Double]
  /// Another vector of the parameters' length.
  let direction: [Double]

  init(
    _ sizes: [Int] = [6, 5, 4, 3], hidden: Activation, output: OutputLoss, examples: Int = 37,
    scale: FeatureScale = .scaled, seed: UInt64 = 1
  ) {
    var generator = TestGenerator(state: seed)
    let topology = NetworkTopology(sizes, hidden: hidden, output: output)
    self.topology = topology
    features = Matrix(
      rows: examples, columns: sizes[0],
      elements: (0..<examples * sizes[0]).map { index in
        scale.apply(
          to: Double.random(in: -1...1, using: &generator), column: index % sizes[0], of: sizes[0])
      })
    classIndices = (0..<examples).map { _ in
      Int.random(in: 0..<topology.classCount, using: &generator)
    }
    let count = topology.parameterLayout.parameterCount
    parameters = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    direction = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
  }

  /// The features in a precision.
  func features<Scalar: BLASScalar>(in _: Scalar.Type) -> Matrix<Scalar> {
    Matrix(
      rows: features.rows, columns: features.columns, elements: features.elements.map(Scalar.init))
  }

  func objective<Scalar: BLASScalar>(
    _: Scalar.Type = Double.self, regularization: Double = 0.7,
    curvature: CurvatureMatrix = .hessian, threads: Int = 1
  ) -> NetworkObjective<Scalar> {
    NetworkObjective(
      topology: topology, features: features(in: Scalar.self), classIndices: classIndices,
      regularization: regularization, curvature: curvature,
      threads: threads)
  }
}

/// A small linear congruential generator with an output mix, for test data only.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15
  }
}

extension NetworkObjective {
  /// The gradient as an array, for tests.
  mutating func gradient(at point: [Double]) -> [Double] {
    var gradient = [Double](repeating: .nan, count: point.count)
    var span = gradient.mutableSpan
    _ = evaluate(at: point.span, gradient: &span)
    return gradient
  }

  /// The curvature product as an array, for tests.
  mutating func product(at point: [Double], with direction: [Double]) -> [Double] {
    var product = [Double](repeating: .nan, count: point.count)
    var span = product.mutableSpan
    hessianProduct(at: point.span, direction: direction.span, into: &span)
    return product
  }
}

/// ‖a − b‖ / (‖a‖ + ‖b‖).
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  return norm(zip(a, b).map { $0 - $1 }) / (norm(a) + norm(b))
}

/// Every pair of hidden activation and output loss.
let networkKinds = Activation.allCases.flatMap { hidden in
  OutputLoss.allCases.map { (hidden, $0) }
}
