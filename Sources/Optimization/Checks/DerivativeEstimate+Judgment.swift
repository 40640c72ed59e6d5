/// The comparison of a derivative with finite differences.
extension DerivativeEstimate {
  /// Whether the claim agrees with S, and the error is small enough to end the check.
  func confirms(_ claim: Claim, within target: Double) -> Bool {
    error <= target && isClose(to: claim)
  }

  /// Judges the claim by the values of φ.
  ///
  /// A derivative is reported as wrong only if two differences with different steps agree with each
  /// other and both contradict it, and if on both sides the mean of the claimed derivatives along
  /// the line differs from the one-sided difference:
  ///
  ///     |D₊(h) − Q| > 4 (rounding + uncertainty + |Q − Q′|),   Q ≈ 1/h ∫₀ʰ φ′(t) dt
  ///
  /// with Q by Simpson's rule on eight intervals (or 40, where the contradiction is no larger than a
  /// few bounds) and Q′ on half as many, and likewise D₋. So a correct derivative is not reported
  /// as wrong where φ changes on a scale too short for differences to resolve in the presence of
  /// noise.
  ///
  /// - Parameters:
  ///   - claim: the derivative.
  ///   - value: φ; `nil` ends the judgment.
  ///   - slope: the claimed φ′; `nil` ends the judgment.
  /// - Returns: the finding; `nil` if `value` or `slope` returned `nil`.
  /// - Complexity: no evaluation if the claim agrees; otherwise four values, and 16 or 96 slopes
  ///   before a mistake is reported.
  func judge(
    _ claim: Claim, value: (Double) -> Double?, slope: (Double) -> Double?
  ) -> DerivativeFinding? {
    guard isFinite else { return .undecided }
    guard claim.derivative.isFinite else { return .mistake }
    if isClose(to: claim), !showsKink { return .agreement }
    guard let other = DerivativeEstimate(at: 0.375 * step, of: claim, value: value) else {
      return nil
    }
    guard other.isFinite, abs(central - other.central) <= errorBound + other.errorBound else {
      return .undecided
    }
    let change = abs(jump - other.jump)
    let isKink = showsKink && other.showsKink && change <= 0.5 * max(abs(jump), other.error)
    if isKink && isBetweenSides(claim) { return .kink }
    let movement = max(change, abs(central - other.central))
    if isKink, movement <= 0.02 * abs(jump), abs(jump) > 64 * rounding {
      let sides = max(0.25 * abs(jump), Self.safety * (smoothError + claim.uncertainty))
      let isFar = abs(claim.derivative - side(closestTo: claim)) > sides
      return isFar ? .mistake : .undecided
    }
    if isClose(to: claim) { return .agreement }
    if other.isClose(to: claim) { return other.error <= 4 * error ? .agreement : .undecided }
    let bound = errorBound + Self.safety * claim.uncertainty
    if abs(claim.derivative - central) <= bound { return .undecided }
    // With more slopes it is less likely that all of them miss a jump of φ.
    let isBeyondDoubt = abs(claim.derivative - central) > Self.safety * bound
    for intervals in isBeyondDoubt ? [8] : [8, 40] {
      guard let isIntegrable = isIntegrable(claim, intervals: intervals, slope: slope) else {
        return nil
      }
      if isIntegrable { return .undecided }
    }
    return .mistake
  }

  /// Whether the claim lies within the error of S for a smooth function.
  private func isClose(to claim: Claim) -> Bool {
    abs(claim.derivative - central) <= Self.safety * (smoothError + claim.uncertainty)
  }

  /// Whether the claim is L or R, or lies between them.
  private func isBetweenSides(_ claim: Claim) -> Bool {
    let truncation = min(oneSidedTruncation, truncation)
    let error = Self.safety * (2 * rounding + truncation + claim.uncertainty)
    return claim.derivative >= min(left, right) - error
      && claim.derivative <= max(left, right) + error
  }

  /// The number between L and R that is closest to the claim.
  func side(closestTo claim: Claim) -> Double {
    min(max(claim.derivative, min(left, right)), max(left, right))
  }

  /// Whether D₊(h) or D₋(h) is the mean of the claimed derivatives on its side, by Simpson's rule;
  /// the number of intervals is a multiple of 4.
  private func isIntegrable(
    _ claim: Claim, intervals: Int, slope: (Double) -> Double?
  ) -> Bool? {
    for (difference, end) in [(rightNear, step), (leftNear, -step)] {
      var slopes = [claim.derivative]
      for index in 1...intervals {
        guard let next = slope(Double(index) / Double(intervals) * end) else { return nil }
        slopes.append(next)
      }
      guard slopes.allSatisfy(\.isFinite) else { return true }
      let fine = Self.mean(of: slopes, every: 1)
      let coarse = Self.mean(of: slopes, every: 2)
      let error = rounding + claim.uncertainty + abs(fine - coarse)
      if abs(difference - fine) <= Self.safety * error { return true }
    }
    return false
  }

  /// Simpson's rule for the mean over an interval, from every `stride`-th ordinate.
  private static func mean(of ordinates: [Double], every stride: Int) -> Double {
    let intervals = (ordinates.count - 1) / stride
    var sum = ordinates[0] + ordinates[intervals * stride]
    for index in 1..<intervals {
      sum += (index.isMultiple(of: 2) ? 2 : 4) * ordinates[index * stride]
    }
    return sum / Double(3 * intervals)
  }
}

/// What finite differences show about a derivative.
public enum DerivativeFinding: String, Hashable, Codable, Sendable {
  /// They agree within their error.
  case agreement
  /// The function has a kink here: its derivatives from the left and from the right differ, and the
  /// derivative is one of them or lies between them.
  case kink
  /// They contradict it.
  case mistake
  /// They do not converge, or the function is not finite near the point.
  case undecided
}
