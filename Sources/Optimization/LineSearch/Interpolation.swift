/// Minimizers of the polynomials that interpolate φ at two steps.
///
/// a and b are the two steps, h = b − a, and f and g are the values and slopes at them.

/// The minimizer of the cubic that has both values and both slopes; `nil` when it has none.
///
///     θ = 3 (f_a − f_b)/h + g_a + g_b,   γ = sign(h) √(θ² − g_a g_b),
///     minimizer = a + h (γ − g_a + θ) / (2γ − g_a + g_b)
///
/// (Nocedal and Wright 2006, equation 3.59, with the root taken at the scale of its largest term so
/// that it does not overflow.)
func cubicMinimizer(_ a: LinePoint, _ b: LinePoint) -> Double? {
  let h = b.step - a.step
  let theta = 3 * (a.value - b.value) / h + a.slope + b.slope
  let scale = max(abs(theta), abs(a.slope), abs(b.slope))
  guard scale > 0, scale.isFinite else { return nil }
  let (t, ga, gb) = (theta / scale, a.slope / scale, b.slope / scale)
  let discriminant = t * t - ga * gb
  guard discriminant >= 0 else { return nil }
  let gamma = (h > 0 ? 1.0 : -1.0) * scale * discriminant.squareRoot()
  let denominator = 2 * gamma - a.slope + b.slope
  guard denominator != 0 else { return nil }
  let minimizer = a.step + h * (gamma - a.slope + theta) / denominator
  return minimizer.isFinite ? minimizer : nil
}

/// The minimizer of the quadratic that has both values and the slope at `a`.
///
///     a + h g_a / (2 ((f_a − f_b)/h + g_a))
func quadraticMinimizer(_ a: LinePoint, valueAt b: LinePoint) -> Double {
  let h = b.step - a.step
  return a.step + 0.5 * h * a.slope / ((a.value - b.value) / h + a.slope)
}

/// The minimizer of the quadratic that has both slopes: where their secant is zero.
func secantMinimizer(_ a: LinePoint, _ b: LinePoint) -> Double {
  b.step + (a.step - b.step) * b.slope / (b.slope - a.slope)
}

/// The minimizer of the cubic that has the value and slope at `origin` (step 0) and the values at
/// two more steps; `nil` when it has none.
///
/// With φ(α) = aα³ + bα² + φ′(0)α + φ(0), r(α) = (φ(α) − φ(0) − φ′(0)α) / α² = aα + b at both
/// steps, and the minimizer is (−b + √(b² − 3aφ′(0))) / 3a (Nocedal and Wright 2006, section 3.5).
func cubicMinimizer(
  _ origin: LinePoint, _ first: LinePoint, valueAt second: LinePoint
) -> Double? {
  func remainder(_ sample: LinePoint) -> Double {
    (sample.value - origin.value - origin.slope * sample.step) / (sample.step * sample.step)
  }
  let (r1, r2) = (remainder(first), remainder(second))
  let a = (r1 - r2) / (first.step - second.step)
  let b = r1 - a * first.step
  guard a != 0 else { return b > 0 ? -origin.slope / (2 * b) : nil }
  let discriminant = b * b - 3 * a * origin.slope
  guard discriminant >= 0 else { return nil }
  let minimizer = (discriminant.squareRoot() - b) / (3 * a)
  return minimizer.isFinite && minimizer > 0 ? minimizer : nil
}
