internal import Random

/// A line through the point of a check.
enum CheckedLine {
  case component(Int)
  case direction([Double], Int)

  /// Its index in a ``GradientCheck/Comparison``.
  var index: Int {
    switch self {
    case .component(let index), .direction(_, let index): index
    }
  }

  /// ∇f(x)ᵀv.
  func slope(of gradient: [Double]) -> Double {
    switch self {
    case .component(let index): gradient[index]
    case .direction(let direction, _): Vector.dot(gradient, direction)
    }
  }
}

/// The common data of a check's comparisons: the point, the noise level, and the step of the previous
/// line.
struct GradientChecker {
  private let point: [Double]
  /// f(x).
  let center: Double
  /// σ.
  let noise: Double
  /// The analytic slopes of the lines, and their rounding errors.
  private let slopes: [Double]
  private let uncertainties: [Double]
  /// An error that is small relative to the gradient.
  private let target: Double
  /// The previous line's step, in units of its scale.
  private var relativeStep: Double

  /// Evaluates f and ∇f near the point, for their noise levels there; `center` is f(x), `gradient`
  /// ∇f(x).
  init<Function: Objective & ~Copyable>(
    of objective: inout Function, at point: [Double], value center: Double, gradient: [Double],
    lines: [CheckedLine], noiseAlong direction: [Double]
  ) {
    self.point = point
    let roundoff = objective.unitRoundoff
    let slopes = lines.map { $0.slope(of: gradient) }
    self.center = center
    self.slopes = slopes
    target = 1e-9 * Vector.infinityNorm(gradient)
    let scale = Self.scale(of: point, direction)
    var (shifted, gradient) = (point, gradient)
    var beside: [[Double]] = []
    let level = NoiseLevel.estimate(
      about: center, roundoff: roundoff, componentCount: objective.componentCount, scale: scale
    ) { offset in
      Vector.combine(point, offset, direction, into: &shifted)
      let value = objective.evaluate(at: shifted, gradient: &gradient)
      beside.append(lines.map { $0.slope(of: gradient) })
      return value
    }
    let hidden = NoiseLevel.ofCancellation(
      at: center, roundoff: roundoff, componentCount: objective.componentCount, scale: scale
    ) { offset in
      Vector.combine(point, offset, direction, into: &shifted)
      let value = objective.evaluate(at: shifted, gradient: &gradient)
      return (value, Vector.infinityNorm(gradient))
    }
    noise = max(level ?? roundoff * abs(center), hidden?.value ?? 0)
    uncertainties = lines.indices.map { line in
      max(
        NoiseLevel.uncertainty(
          of: slopes[line], beside: beside.map { $0[line] }, roundoff: roundoff),
        hidden?.derivative ?? 0)
    }
    // The step that balances the errors of a function with derivatives as large as its values.
    let relativeNoise = max(noise / max(abs(center), .leastNormalMagnitude), roundoff)
    relativeStep = min(relativeNoise, 0.1).squareRoot().squareRoot()
  }

  /// The step along a direction that moves a parameter by at most max(1, ‖x‖∞).
  private static func scale(of point: [Double], _ direction: [Double]) -> Double {
    max(1, Vector.infinityNorm(point)) / max(Vector.infinityNorm(direction), .leastNormalMagnitude)
  }

  /// Compares one slope with differences of f along its line.
  mutating func compare<Function: Objective & ~Copyable>(
    _ line: CheckedLine, number: Int, of objective: inout Function
  ) -> GradientCheck.Comparison {
    let claim = DerivativeEstimate.Claim(
      derivative: slopes[number], uncertainty: uncertainties[number], center: center, noise: noise)
    let scale =
      switch line {
      case .component(let index): max(1, abs(point[index]))
      case .direction(let direction, _): Self.scale(of: point, direction)
      }
    var shifted = point
    func shift(_ offset: Double) {
      switch line {
      case .component(let index): shifted[index] = point[index] + offset
      case .direction(let direction, _): Vector.combine(point, offset, direction, into: &shifted)
      }
    }
    func value(_ offset: Double) -> Double? {
      shift(offset)
      return objective.value(at: shifted.span)
    }
    func slope(_ offset: Double) -> Double? {
      shift(offset)
      var gradient = point
      _ = objective.evaluate(at: shifted, gradient: &gradient)
      return line.slope(of: gradient)
    }
    func estimated() -> (DerivativeEstimate, DerivativeFinding)? {
      let firstStep = Self.powerOfTwo(below: relativeStep * scale)
      guard let first = DerivativeEstimate(at: firstStep, of: claim, value: value) else {
        return nil
      }
      if first.confirms(claim, within: target) { return (first, .agreement) }
      guard
        let best = DerivativeEstimate.suiting(
          claim, from: first, scale: scale, value: value),
        let finding = best.judge(claim, value: value, slope: slope)
      else { return nil }
      return (best, finding)
    }
    guard let (estimate, finding) = estimated() else {
      preconditionFailure("an objective always returns a value")
    }
    if finding == .agreement { relativeStep = estimate.step / scale }
    return GradientCheck.Comparison(
      index: line.index, analytic: claim.derivative,
      numerical: finding == .kink ? estimate.side(closestTo: claim) : estimate.central,
      errorBound: estimate.errorBound + 4 * claim.uncertainty, finding: finding)
  }

  /// 2ᵏ, so that x ± h is exact in Double and in Float.
  private static func powerOfTwo(below step: Double) -> Double {
    Double(sign: .plus, exponent: step.exponent, significand: 1)
  }
}

/// Different indices below n in ascending order (Floyd's algorithm: Bentley and Floyd 1987).
func randomIndices(
  _ count: Int, of n: Int, using generator: inout some RandomNumberGenerator
) -> [Int] {
  var chosen: Set<Int> = []
  for last in max(0, n - count)..<n {
    let candidate = Int.random(in: 0...last, using: &generator)
    chosen.insert(chosen.contains(candidate) ? last : candidate)
  }
  return chosen.sorted()
}

/// A direction of length 1, all directions equally likely.
func randomDirection(
  of n: Int, using generator: inout some RandomNumberGenerator
) -> [Double] {
  var direction = (0..<n).map { _ in generator.nextNormal() }
  Vector.scale(&direction, by: 1 / Vector.euclideanNorm(direction))
  return direction
}
