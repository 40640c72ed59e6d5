import Foundation
import Optimization
import Random
import Testing

/// The finite differences behind a gradient check: kinks, scales, noise.
@Suite struct DerivativeEstimateTests {
  static func check(
    _ point: [Double], roundoff: Double = 0.5 * .ulpOfOne,
    _ function: @escaping (_ x: [Double], _ gradient: inout [Double]) -> Double
  ) -> GradientCheck {
    var objective = ClosureObjective(
      parameterCount: point.count, unitRoundoff: roundoff, function: function)
    var generator = SplitMix64(seed: 1)
    return checkGradient(of: &objective, at: point, over: .everyComponent, using: &generator)
  }

  /// |x| at 0: every number between −1 and 1 is right, and no other.
  @Test(arguments: [
    (-1.0, DerivativeFinding.kink), (0, .kink), (0.3, .kink), (1, .kink), (-1.01, .undecided),
    (1.01, .undecided), (2, .mistake), (-7, .mistake),
  ])
  func atAKinkTheDerivativeLiesBetweenTheSides(_ slope: Double, _ finding: DerivativeFinding) {
    let check = Self.check([0, 1]) { x, g in
      (g[0], g[1]) = (x[0] == 0 ? slope : x[0] > 0 ? 1 : -1, 2 * x[1])
      return abs(x[0]) + x[1] * x[1]
    }
    #expect(check.comparisons.map(\.finding) == [finding, .agreement])
  }

  /// A kink beside the point, at distances from far below to far above the first step.
  @Test(arguments: (0...12).map { pow(10, -Double($0)) }, [1.0, -1])
  func aKinkNearbyIsNoMistake(_ distance: Double, _ side: Double) {
    let place = side * distance
    let check = Self.check([0]) { x, g in
      g[0] = x[0] > place ? 3 : -0.5
      return x[0] > place ? 3 * (x[0] - place) : -0.5 * (x[0] - place)
    }
    #expect(check.verdict == .consistent, "\(check)")
    let wrong = Self.check([0]) { x, g in
      g[0] = x[0] > place ? 4 : -0.8
      return x[0] > place ? 3 * (x[0] - place) : -0.5 * (x[0] - place)
    }
    #expect(wrong.verdict == .inconsistent, "\(wrong)")
  }

  /// cos(kx + 1) at frequencies k, in units of any size: the step is the function's own.
  @Test(arguments: [1e-6, 1e-3, 1, 1e3, 1e6], [1e-100, 1e-10, 1, 1e10, 1e100])
  func theStepSuitsTheScale(_ frequency: Double, _ unit: Double) {
    func check(_ factor: Double) -> GradientCheck {
      Self.check([0.7]) { x, g in
        g[0] = -factor * unit * frequency * sin(frequency * x[0] + 1)
        return unit * cos(frequency * x[0] + 1)
      }
    }
    #expect(check(1).verdict == .consistent, "\(check(1))")
    #expect(check(1).relativeDifference < 1e-6)
    #expect(check(1.001).verdict == .inconsistent, "\(check(1.001))")
  }

  /// Noise of a known size, from a rounding to multiples of it.
  @Test(arguments: [1e-3, 1e-6, 1e-9, 1e-12])
  func theNoiseLevelIsMeasured(_ grain: Double) {
    let check = Self.check([0.3, 1.1], roundoff: grain) { x, g in
      (g[0], g[1]) = (cos(x[0]), -sin(x[1]))
      let value = 2 + sin(x[0]) + cos(x[1])
      return (value / grain).rounded() * grain
    }
    // The standard deviation of a rounding is the grain over √12.
    #expect((0.05 * grain...4 * grain).contains(check.noiseLevel), "\(check.noiseLevel)")
    #expect(check.verdict != .inconsistent, "\(check)")
  }

  @Test func nothingIsDecidedWhereTheValueIsNotFinite() {
    let check = Self.check([1]) { x, g in
      g[0] = 1
      return .nan
    }
    #expect(check.verdict == .undecided)
  }
}
