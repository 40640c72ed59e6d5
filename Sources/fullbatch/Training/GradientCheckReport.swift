import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Reporting

/// A network's gradient compared with finite differences of its cost, at several points.
struct GradientCheckReport: Encodable {
  let passed: Bool
  let points: Int
  let relativeDifference: JSONNumber
  /// The worst component: a mistake if there is one, otherwise the largest difference.
  let worst: Component?
  /// The number of derivatives compared, and their findings.
  let comparisons: Int
  let mistakes: Int
  let kinks: Int
  let undecided: Int

  /// A component by its layer, row and column, counted from 1 as in MATLAB; column 1 is the bias.
  struct Component: Encodable {
    let layer: Int
    let row: Int
    let column: Int
    let analytic: JSONNumber
    let numerical: JSONNumber
    let errorBound: JSONNumber
    let finding: DerivativeFinding
  }

  /// Checks the gradient at random points and at given ones: every component of a small network; a
  /// random sample of components and random directions of a large one.
  ///
  /// The random points detect a gradient that uses the loaded weights instead of θ, which is
  /// correct at the loaded weights.
  init<Scalar: BLASScalar>(
    _ objective: inout NetworkObjective<Scalar>, randomPoints: Int, given: [[Double]], seed: UInt64
  ) {
    var generator = Xoshiro256StarStar(seed: seed)
    let layout = objective.layout
    let random = (0..<randomPoints).map { _ in
      WeightInitializer.uniform(halfWidth: 0.5).parameters(for: layout, using: &generator)
    }
    let isSmall = layout.parameterCount <= 500
    let extents: [GradientCheck.Extent] =
      isSmall ? [.everyComponent] : [.components(60), .directions(8)]
    var checks: [GradientCheck] = []
    for point in random + given {
      for extent in extents {
        checks.append(checkGradient(of: &objective, at: point, over: extent, using: &generator))
      }
    }
    points = randomPoints + given.count
    passed = checks.allSatisfy { $0.verdict == .consistent }
    relativeDifference = JSONNumber(checks.map(\.relativeDifference).max() ?? 0)
    comparisons = checks.reduce(0) { $0 + $1.comparisons.count }
    mistakes = checks.reduce(0) { $0 + $1.count(of: .mistake) }
    kinks = checks.reduce(0) { $0 + $1.count(of: .kink) }
    undecided = checks.reduce(0) { $0 + $1.count(of: .undecided) }
    worst = checks.filter { check in
      if case .directions = check.extent { false } else { true }
    }.compactMap(\.worst).max { $0.isLessSevere(than: $1) }.map { comparison in
      let position = layout.position(of: comparison.index)
      return Component(
        layer: position.layer + 1, row: position.row + 1, column: position.column + 1,
        analytic: JSONNumber(comparison.analytic), numerical: JSONNumber(comparison.numerical),
        errorBound: JSONNumber(comparison.errorBound), finding: comparison.finding)
    }
  }

  /// Why the check failed; `nil` if it passed.
  var failure: String? {
    if passed { return nil }
    if mistakes > 0 { return "the gradient does not match the cost" }
    return "the finite differences do not converge (check that the cost is finite at these weights)"
  }

  /// The result as text.
  func lines(_ style: TextStyle) -> [String] {
    let verdict = passed ? style.good("passed") : style.bad("FAILED")
    var lines = [
      "\(verdict): \(findings) at \(points) points, relative difference "
        + Self.short(relativeDifference.value)
    ]
    if kinks > 0 {
      lines.append(
        "\(kinks) of \(comparisons) derivatives are at a kink, with one-sided differences")
    }
    if undecided > 0 {
      lines.append("\(undecided) of \(comparisons) derivatives are undecided")
    }
    if let worst {
      lines.append(
        "worst component: Theta\(worst.layer)(\(worst.row), \(worst.column)): analytic "
          + "\(worst.analytic), numerical \(worst.numerical) ± \(Self.short(worst.errorBound.value))"
      )
    }
    return lines
  }

  private var findings: String {
    mistakes > 0
      ? "\(mistakes) of \(comparisons) derivatives contradict finite differences"
      : "\(comparisons - undecided) of \(comparisons) derivatives agree with finite differences"
  }

  private static func short(_ number: Double) -> String {
    NumberStyle.scientific(decimals: 1).text(number)
  }
}
