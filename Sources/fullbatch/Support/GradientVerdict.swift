import LinearAlgebra
import NeuralNetwork
import Optimization
import Reporting

/// A gradient held against differences of its cost at several points.
struct GradientVerdict: Encodable {
  /// The largest relative difference that a right gradient may show in Double.
  static let tolerance = 1e-7
  /// The largest difference that rounding makes of the slopes of a cost of size 1.
  private static let rounding = 1e-11

  let passed: Bool
  let points: Int
  let relativeDifference: JSONNumber
  let worst: Component?

  /// A parameter by its place, as people count in MATLAB: Theta and row from 1, column 1 the bias.
  struct Component: Encodable {
    let layer: Int
    let row: Int
    let column: Int
    let analytic: JSONNumber
    let numerical: JSONNumber
  }

  /// Checks at random points and at given ones: every component of a small network; of a large one
  /// a random sample of components, and random directions, which see all of them.
  ///
  /// Random points, because a gradient that was made with loaded weights in place of θ is right at
  /// the loaded weights.
  init(
    _ objective: inout NetworkObjective<Double>, randomPoints: Int, given: [[Double]], seed: UInt64
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
    var differences: [Double] = []
    for point in random + given {
      let rounding = Self.rounding * max(1, abs(objective.value(at: point.span)))
      for extent in extents {
        let check = checkGradient(of: &objective, at: point, over: extent, using: &generator)
        checks.append(check)
        // At a minimum the slopes are rounding themselves, and tell nothing of the gradient.
        let isRounding =
          check.relativeDifference > Self.tolerance
          && check.worst.map { $0.difference < rounding } ?? true
        if !isRounding { differences.append(check.relativeDifference) }
      }
    }
    points = randomPoints + given.count
    let difference = differences.max() ?? 0
    relativeDifference = JSONNumber(difference)
    passed = difference <= Self.tolerance
    worst = checks.filter { check in
      if case .directions = check.extent { false } else { true }
    }.compactMap(\.worst).max { $0.difference < $1.difference }.map { comparison in
      let position = layout.position(of: comparison.index)
      return Component(
        layer: position.layer + 1, row: position.row + 1, column: position.column + 1,
        analytic: JSONNumber(comparison.analytic),
        numerical: JSONNumber(comparison.numerical))
    }
  }

  /// The verdict for people.
  var lines: [String] {
    var lines = [
      "\(passed ? "passed" : "FAILED"): relative difference \(Self.short(relativeDifference.value)) "
        + "at \(points) points (at most \(Self.short(Self.tolerance)) is right)"
    ]
    if let worst {
      lines.append(
        "worst component: Theta\(worst.layer)(\(worst.row), \(worst.column)): analytic "
          + "\(worst.analytic), numerical \(worst.numerical)")
    }
    return lines
  }

  private static func short(_ number: Double) -> String {
    NumberStyle.scientific(decimals: 1).text(number)
  }
}
