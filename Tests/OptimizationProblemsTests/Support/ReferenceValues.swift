import Optimization
import OptimizationProblems
import Random
import TestSupport
import Testing

extension SumOfSquares {
  /// Value and gradient in arrays.
  mutating func linearization(at point: [Double]) -> (value: Double, gradient: [Double]) {
    // NaN everywhere shows any place that an evaluation leaves unwritten.
    var gradient = [Double](repeating: .nan, count: parameterCount)
    var span = gradient.mutableSpan
    let value = evaluate(at: point.span, gradient: &span)
    return (value, gradient)
  }
}

/// ‖v‖₂.
func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// The reference values that `Fixtures/make_mgh_values.py` computes.
struct ReferenceValues: Decodable {
  let instances: [Instance]

  struct Instance: Decodable, Sendable, CustomTestStringConvertible {
    let number: Int
    let n: Int
    let m: Int
    let start: Evaluation
    let second: Evaluation
    let minima: [Evaluation]
    let limits: [Evaluation]

    var testDescription: String { "\(number):n\(n),m\(m)" }
  }

  struct Evaluation: Decodable, Sendable {
    let point: [Double]
    let value: Double
    let gradientNorm: Double
    let gradient: [Double]
  }

  /// Every instance with its reference; empty if the fixture can't be read, which
  /// `everyInstanceHasAReference` reports.
  static let pairs = Array(zip(StandardProblems.all, (try? load()) ?? []))

  /// The instances in the order of ``StandardProblems/all``.
  static func load() throws -> [Instance] {
    try TestFiles.decodeFixture("mgh-values.json", as: ReferenceValues.self).instances
  }
}
