/// An objective's gradient at one point, compared with finite differences of its value.
///
/// Each comparison has its own error bound, from the function's measured noise level and from
/// differences at several steps; a component is a mistake only when the difference is beyond that
/// bound. At a kink, such as those of ReLU, the component must be one of the two one-sided
/// derivatives or lie between them.
///
/// A mistake may vanish at a particular point: check at several random points.
public struct GradientCheck: Hashable, Sendable {
  /// The lines along which the function is differenced.
  public enum Extent: Hashable, Sendable {
    /// Every parameter.
    case everyComponent
    /// This number of different parameters, chosen at random, or all of them if there are fewer.
    case components(Int)
    /// This number of random directions, with normally distributed components, scaled to length 1.
    /// Each depends on all parameters, but does not show which component is wrong.
    case directions(Int)
  }

  /// A derivative from the gradient, and from finite differences.
  public struct Comparison: Hashable, Sendable {
    /// The parameter's index in the vector; for ``Extent/directions(_:)`` the direction's number.
    public let index: Int
    /// a, from the gradient.
    public let analytic: Double
    /// n, from finite differences; at a kink where the gradient is right, the number between the
    /// two one-sided derivatives that is closest to a.
    public let numerical: Double
    /// A bound on |a − n| for a correct gradient, including the rounding error of a.
    public let errorBound: Double
    /// What the finite differences show.
    public let finding: DerivativeFinding

    /// |a − n|; infinite where one of them is not finite.
    public var difference: Double {
      let difference = abs(analytic - numerical)
      return difference.isFinite ? difference : .infinity
    }

    /// Whether another comparison is worse: a mistake is worse than any other finding.
    public func isLessSevere(than other: Comparison) -> Bool {
      if (finding == .mistake) != (other.finding == .mistake) { return other.finding == .mistake }
      return difference < other.difference
    }
  }

  /// The verdict on a gradient.
  public enum Verdict: Hashable, Sendable {
    /// No component contradicts the differences, and at least one agrees with them.
    case consistent
    /// At least one component contradicts the differences.
    case inconsistent
    /// The differences do not converge for any component, or the value is not finite.
    case undecided
  }

  /// The lines of the check.
  public let extent: Extent
  /// The derivatives that were compared.
  public let comparisons: [Comparison]
  /// σ, the noise level of the function's values at the point.
  public let noiseLevel: Double

  /// ‖a − n‖₂ / (‖a‖₂ + ‖n‖₂) over the comparisons.
  ///
  /// It is 0 for a perfect gradient, 1 for a zero or reversed gradient, and infinite if a number is
  /// not finite. Derivatives that agree and are no larger than their error bounds, as at a minimum,
  /// are omitted.
  ///
  /// It measures how close the two are; whether the gradient is right is the ``verdict``.
  public var relativeDifference: Double {
    let visible = comparisons.filter {
      $0.finding != .agreement || max(abs($0.analytic), abs($0.numerical)) > $0.errorBound
    }
    let difference = norm(of: visible.map(\.difference))
    let size = norm(of: visible.map(\.analytic)) + norm(of: visible.map(\.numerical))
    guard difference.isFinite && size.isFinite else { return .infinity }
    return size > 0 ? difference / size : 0
  }

  /// The worst comparison: a mistake if there is one, otherwise the largest difference; `nil` without
  /// comparisons.
  public var worst: Comparison? {
    comparisons.max { $0.isLessSevere(than: $1) }
  }

  /// The verdict of all comparisons.
  public var verdict: Verdict {
    if count(of: .mistake) > 0 { return .inconsistent }
    return count(of: .agreement) + count(of: .kink) > 0 ? .consistent : .undecided
  }

  /// The number of comparisons with a finding.
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
/// at which truncation and rounding balance; it makes no assumption about the size of the
/// parameters, the features or the value. For a smooth function of size 1 in Double the errors are
/// about 1e−11.
///
/// - Parameters:
///   - objective: f and ∇f.
///   - point: x, as many numbers as the objective has parameters.
///   - extent: the lines to check along.
///   - generator: draws random components and directions.
/// - Returns: the comparisons and their verdict.
/// - Complexity: nine evaluations, up to 15 at a perfect fit, and four values of f per step of a
///   comparison: often one step, up to 25 at a kink, and 16 or 96 evaluations before a mistake is
///   reported. Memory for seven numbers per comparison, and for
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
      randomIndices(count, of: point.count, using: &generator).map { .component($0) }
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

extension GradientCheck: CustomStringConvertible {
  /// The verdict, how many derivatives agree, and the worst of them, in one line.
  public var description: String {
    let agreeing = count(of: .agreement) + count(of: .kink)
    return
      "\(verdict): \(agreeing) of \(comparisons.count) derivatives agree with finite differences, "
      + "relative difference \(relativeDifference)" + (worst.map { "; worst: \($0)" } ?? "")
  }
}

extension GradientCheck.Comparison: CustomStringConvertible {
  /// The index and both derivatives, in one line.
  public var description: String {
    "[\(index)] analytic \(analytic), numerical \(numerical) ± \(errorBound) (\(finding.rawValue))"
  }
}
