/// The derivative of a function φ of one variable at 0, from values of φ, with a bound on its
/// error.
///
/// With D±(h) = (φ(±h) − φ(0)) / ±h, C(h) = (φ(h) − φ(−h)) / 2h and σ the noise level of φ,
///
///     central  S = (4 C(h) − C(2h)) / 3          fourth order
///     right    R = 2 D₊(h) − D₊(2h)              second order, from one side
///     left     L = 2 D₋(h) − D₋(2h)
///     truncation = |S − C(h)|,   rounding = 3σ / h,   jump = R − L
///
/// For a smooth φ the jump vanishes like h³. At a kink it tends to the difference of the one-sided
/// derivatives, and a kink at a distance t between 0 and 2h shows in the jump or in the truncation:
/// the error of S is then at most twice |jump| / 2 + truncation, for every t.
///
/// The step is not a constant: ``suiting(_:from:scale:value:)`` finds the one at which
/// truncation and rounding balance for this function on this line.
///
/// Source: P. E. Gill, W. Murray, M. A. Saunders and M. H. Wright, "Computing forward-difference
/// intervals for numerical optimization", SIAM Journal on Scientific and Statistical Computing 4
/// (1983), for the balance of the two errors by a noise level; the differences are extrapolated
/// once by Richardson's rule. It differs from theirs in that the truncation is measured by the
/// extrapolation instead of the second derivative, and that both sides are kept apart.
struct DerivativeEstimate: Hashable, Sendable {
  /// A derivative to check, with the value and the noise level of its function.
  struct Claim: Hashable, Sendable {
    /// The claimed φ′(0).
    let derivative: Double
    /// The rounding error of the derivative.
    let uncertainty: Double
    /// φ(0).
    let center: Double
    /// σ, the noise level of φ.
    let noise: Double
  }

  /// h.
  let step: Double
  /// D₊(h).
  let rightNear: Double
  /// D₋(h).
  let leftNear: Double
  /// S.
  let central: Double
  /// L.
  let left: Double
  /// R.
  let right: Double
  /// |S − C(h)|.
  let truncation: Double
  /// 3σ / h.
  let rounding: Double
  /// |D₊(h) − D₊(2h)| and the same from the left, the larger: the first neglected term of R and L.
  let oneSidedTruncation: Double

  /// The ratio of an error bound to an estimated error: the estimates are not strict bounds.
  static let safety = 4.0

  /// Computes the differences of φ at ±h and ±2h; `nil` if `value` returns `nil`.
  init?(at step: Double, of claim: Claim, value: (Double) -> Double?) {
    guard let ahead = value(step), let behind = value(-step),
      let farAhead = value(2 * step), let farBehind = value(-2 * step)
    else { return nil }
    let near = (ahead - behind) / (2 * step)
    let far = (farAhead - farBehind) / (4 * step)
    let (rightFar, leftFar) = (
      (farAhead - claim.center) / (2 * step), (claim.center - farBehind) / (2 * step)
    )
    rightNear = (ahead - claim.center) / step
    leftNear = (claim.center - behind) / step
    self.step = step
    central = (4 * near - far) / 3
    right = 2 * rightNear - rightFar
    left = 2 * leftNear - leftFar
    truncation = abs(central - near)
    rounding = 3 * claim.noise / step
    oneSidedTruncation = max(abs(rightNear - rightFar), abs(leftNear - leftFar))
  }

  /// R − L.
  var jump: Double { right - left }

  /// The estimated error of S for a smooth function.
  var smoothError: Double { truncation + rounding }

  /// The estimated error of S where there may be a kink.
  var error: Double { smoothError + abs(jump) / 2 }

  /// A bound on the error of S.
  var errorBound: Double { Self.safety * error }

  /// Whether the values that were differenced are finite.
  var isFinite: Bool { central.isFinite && jump.isFinite && truncation.isFinite }

  /// Whether a larger step would have a smaller error.
  private var isLimitedByRounding: Bool {
    isFinite && truncation + abs(jump) / 2 <= rounding
  }

  /// Whether the two one-sided derivatives differ by more than their errors.
  var showsKink: Bool {
    abs(jump) > Self.safety * (2 * rounding) && abs(jump) > truncation
  }
}

extension DerivativeEstimate {
  /// Computes the differences at the step with the smallest error.
  ///
  /// The steps are powers of 4 times the first one: downward until rounding is the larger part of
  /// the error at two consecutive steps, or upward until truncation is. The step with the smallest
  /// error is chosen, from the shortest up to the first that contradicts a shorter one: at longer
  /// steps φ may behave differently, and its differences may agree with each other by accident.
  ///
  /// - Parameters:
  ///   - claim: φ(0) and σ.
  ///   - first: the differences at the first step.
  ///   - scale: the size of the variable; steps stay below a quarter of that.
  ///   - value: φ; `nil` ends the search.
  /// - Returns: the estimate; `nil` if `value` returned `nil`.
  /// - Complexity: four values per step, for at most 25 steps.
  static func suiting(
    _ claim: Claim, from first: DerivativeEstimate, scale: Double, value: (Double) -> Double?
  ) -> DerivativeEstimate? {
    var ascending = [first]
    while ascending.count < 25,
      !(ascending[0].isLimitedByRounding && ascending.count > 1
        && ascending[1].isLimitedByRounding)
    {
      let step = ascending[0].step / 4
      guard let shorter = DerivativeEstimate(at: step, of: claim, value: value) else { return nil }
      ascending.insert(shorter, at: 0)
    }
    while let longest = ascending.last, longest.isLimitedByRounding, longest.step <= scale / 16 {
      let step = 4 * longest.step
      guard let longer = DerivativeEstimate(at: step, of: claim, value: value) else { return nil }
      ascending.append(longer)
    }
    var best = ascending[0]
    for estimate in ascending.dropFirst() {
      guard estimate.isFinite else { break }
      if best.isFinite {
        if abs(estimate.central - best.central) > estimate.errorBound + best.errorBound { break }
        if estimate.error >= best.error { continue }
      }
      best = estimate
    }
    return best
  }
}
