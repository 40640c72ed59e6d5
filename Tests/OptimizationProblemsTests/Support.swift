import Foundation
import Optimization
import OptimizationProblems
import Random
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

/// Steele, Lea and Flood's SplitMix64 (2014): a small generator with a seed.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
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
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "Fixtures/mgh-values.json")
    return try JSONDecoder().decode(ReferenceValues.self, from: Data(contentsOf: file)).instances
  }
}
