/// Minimizers of the polynomials that interpolate two samples of a line.
///
/// With a, b the two steps, h = b − a and the values and slopes f, g at them.

/// The minimizer of the cubic that has both values and both slopes; `nil` when it has none.
///
///     θ = 3 (f_a − f_b)/h + g_a + g_b,   γ = sign(h) √(θ² − g_a g_b),
///     minimizer = a + h (γ − g_a + θ) / (2γ − g_a + g_b)
///
/// (Nocedal and Wright 2006, equation 3.59, with the root taken at the scale of its largest term so
/// that it does not overflow.)
func cubicMinimizer(_ a: LineSample, _ b: LineSample) -> Double? {
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
func quadraticMinimizer(_ a: LineSample, valueAt b: LineSample) -> Double {
  let h = b.step - a.step
  return a.step + 0.5 * h * a.slope / ((a.value - b.value) / h + a.slope)
}

/// The minimizer of the quadratic that has both slopes: where their secant is zero.
func secantMinimizer(_ a: LineSample, _ b: LineSample) -> Double {
  b.step + (a.step - b.step) * b.slope / (b.slope - a.slope)
}
