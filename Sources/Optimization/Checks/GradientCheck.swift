internal import Random

/// An objective's gradient at one point, compared with finite differences of its value.
///
/// Each comparison has an error bound of its own, which comes from the function's measured noise
/// level and from differences at several steps; a component is a mistake only when the difference
/// is beyond that bound. At a kink, as ReLU has them, the component must be one of the two
/// one-sided derivatives or lie between them.
///
/// The checks that students know go wrong silently at the point where a mistake happens to vanish:
/// check at several random points.
public struct GradientCheck: Hashable, Sendable {
  /// Along which lines the function is differenced.
  public enum Extent: Hashable, Sendable {
    /// Every parameter.
    case everyComponent
    /// So many different parameters, drawn at random (all of them where there are no more).
    case components(Int)
    /// So many random directions: normal numbers in every component, scaled to length 1. Each one
    /// sees all parameters at once, but can't say which of them is wrong.
    case directions(Int)
  }

  /// One derivative, twice.
  public struct Comparison: Hashable, Sendable {
    /// The parameter's index in the vector; for ``Extent/directions(_:)`` the direction's number.
    public let index: Int
    /// a, from the gradient.
    public let analytic: Double
    /// n, from finite differences; at a kink that the gradient is right at, the number between the
    /// two one-sided derivatives that is closest to a.
    public let numerical: Double
    /// How far n may be from the derivative of a right gradient, rounding in a included.
    public let errorBound: Double
    /// What the differences say of a.
    public let finding: DerivativeFinding

    /// |a − n|; infinite where one of them is not finite.
    public var difference: Double {
      let difference = abs(analytic - numerical)
      return difference.isFinite ? difference : .infinity
    }

    /// Whether another comparison is further off: a mistake is before all others.
    public func isLessSevere(than other: Comparison) -> Bool {
      if (finding == .mistake) != (other.finding == .mistake) { return other.finding == .mistake }
      return difference < other.difference
    }
  }

  /// What a check says of a gradient.
  public enum Verdict: Hashable, Sendable {
    /// No component contradicts the differences, and at least one agrees with them.
    case consistent
    /// At least one component contradicts the differences.
    case inconsistent
    /// The differences settle on no number for any component, or the value is not finite.
    case undecided
  }

  /// What was asked for.
  public let extent: Extent
  /// Every derivative that was compared.
  public let comparisons: [Comparison]
  /// σ, the noise level of the function's values at the point.
  public let noiseLevel: Double

  /// ‖a − n‖₂ / (‖a‖₂ + ‖n‖₂) over the comparisons.
  ///
  /// It is 0 for a perfect gradient, 1 for one that is zero or points the other way, infinite where
  /// a number is not finite. Derivatives that agree and are no larger than their error bounds, as
  /// at a minimum, are left out.
  ///
  /// It says how close the two are, not whether the gradient is right: that is ``verdict``.
  public var relativeDifference: Double {
    let visible = comparisons.filter {
      $0.finding != .agreement || max(abs($0.analytic), abs($0.numerical)) > $0.errorBound
    }
    let difference = norm(of: visible.map(\.difference))
    let size = norm(of: visible.map(\.analytic)) + norm(of: visible.map(\.numerical))
    guard difference.isFinite && size.isFinite else { return .infinity }
    return size > 0 ? difference / size : 0
  }

  /// The comparison that is furthest off, a mistake before all others; `nil` when there is none.
  public var worst: Comparison? {
    comparisons.max { $0.isLessSevere(than: $1) }
  }

  /// What the comparisons say together.
  public var verdict: Verdict {
    if count(of: .mistake) > 0 { return .inconsistent }
    return count(of: .agreement) + count(of: .kink) > 0 ? .consistent : .undecided
  }

  /// How many comparisons ended with a finding.
  public func count(of finding: DerivativeFinding) -> Int {
    comparisons.count { $0.finding == finding }
  }

  private func norm(of slopes: [Double]) -> Double {
    Vector.euclideanNorm(slopes)
  }
}

/// Compares an objective's gradient at a point with finite differences of its value.
///
/// The noise level of the values is measured along a random direction (Moré and Wild 2011), and so
/// is the rounding error of each derivative that is compared. Along each line the step is the one
/// at which truncation and rounding balance; it takes no assumption about the size of the
/// parameters, the features or the value. For a smooth function of size 1 in Double the errors are
/// about 1e−11.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, as many numbers as the objective has parameters.
///   - extent: the lines to check along.
///   - generator: where random components and directions come from.
/// - Complexity: nine evaluations, up to 15 at a perfect fit, and f alone four times for each step
///   of a comparison: often one step, up to 25 at a kink, and 16 or 96 evaluations before a mistake
///   is reported. Memory for seven numbers per comparison, and for
///   ``GradientCheck/Extent/directions(_:)`` one vector each.
public func checkGradient<Function: Objective & ~Copyable>(
  of objective: inout Function, at point: [Double], over extent: GradientCheck.Extent,
  using generator: inout some RandomNumberGenerator
) -> GradientCheck {
  precondition(point.count == objective.parameterCount, "a point has one number per parameter")
  let lines: [CheckedLine] =
    switch extent {
    case .everyComponent: point.indices.map { .component($0) }
    case .components(let count):
      sample(count, of: point.count, using: &generator).map { .component($0) }
    case .directions(let count):
      (0..<count).map { .direction(randomDirection(of: point.count, using: &generator), $0) }
    }
  let direction = randomDirection(of: point.count, using: &generator)
  var gradient = point
  let value = objective.evaluate(at: point, gradient: &gradient)
  var checker = GradientChecker(
    of: &objective, at: point, value: value, gradient: gradient, lines: lines,
    noiseAlong: direction)
  let comparisons = lines.indices.map { checker.compare(lines[$0], number: $0, of: &objective) }
  return GradientCheck(extent: extent, comparisons: comparisons, noiseLevel: checker.noise)
}

/// A line through the point of a check.
enum CheckedLine {
  case component(Int)
  case direction([Double], Int)

  /// What a ``GradientCheck/Comparison`` calls it.
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

/// What the comparisons of one check have in common: the point, the noise level, and the step that
/// has suited the last line.
struct GradientChecker {
  private let point: [Double]
  /// f(x).
  let center: Double
  /// σ.
  let noise: Double
  /// The analytic slopes of the lines, and their rounding errors.
  private let slopes: [Double]
  private let uncertainties: [Double]
  /// An error that is small beside the gradient.
  private let target: Double
  /// The last line's step, in units of its scale.
  private var relativeStep: Double

  /// Evaluates f and ∇f beside the point, for their noise levels there.
  ///
  /// - Parameters:
  ///   - center: f(x).
  ///   - gradient: ∇f(x).
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
    // Where the value is far below its size elsewhere, as that of a perfect fit, it is a small
    // difference of numbers of that size, and so is the gradient, whatever seven points show.
    var (size, slopeSize) = (0.0, 0.0)
    for distance in [1.0, 16, 256, 4096] where size <= 10 * abs(center) || center == 0 {
      for offset in [distance * scale, -distance * scale] {
        Vector.combine(point, offset, direction, into: &shifted)
        let value = abs(objective.evaluate(at: shifted, gradient: &gradient))
        if value.isFinite { size = max(size, value) }
        let slope = Vector.infinityNorm(gradient)
        if slope.isFinite { slopeSize = max(slopeSize, slope) }
      }
    }
    let isSmall = abs(center) < max(1e-6, 1e4 * roundoff) * size
    let rootOfTerms = Double(objective.componentCount).squareRoot()
    let hiddenNoise = isSmall ? roundoff * size / rootOfTerms : 0
    let hiddenUncertainty = isSmall ? 16 * roundoff * slopeSize : 0
    noise = max(level ?? roundoff * abs(center), hiddenNoise)
    uncertainties = lines.indices.map { line in
      max(
        NoiseLevel.uncertainty(
          of: slopes[line], beside: beside.map { $0[line] }, roundoff: roundoff),
        hiddenUncertainty)
    }
    // The step that balances the errors of a function whose derivatives are of its own size.
    let relativeNoise = max(noise / max(abs(center), .leastNormalMagnitude), roundoff)
    relativeStep = min(relativeNoise, 0.1).squareRoot().squareRoot()
  }

  /// How far along a direction the size of the point lies: where no parameter has moved by more
  /// than the largest of them, or by 1.
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
      preconditionFailure("an objective refuses no value")
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
private func sample(
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
private func randomDirection(
  of n: Int, using generator: inout some RandomNumberGenerator
) -> [Double] {
  var direction = (0..<n).map { _ in generator.nextNormal() }
  Vector.scale(&direction, by: 1 / Vector.euclideanNorm(direction))
  return direction
}
