/// The noise level of computed numbers, from their difference table.
///
/// Rounding scatters the computed values of a smooth function about their true values. In repeated
/// differences of the values f₀, …, f_k at k + 1 equally spaced points, the smooth part vanishes as
/// the order increases, while noise of standard deviation σ leaves
///
///     E[(Δʲf)²] = σ² (2j)! / (j!)²
///
/// so that σ_j = √(γ_j · mean (Δʲf)²), γ_j = (j!)² / (2j)!, settles at σ. The noise level is the
/// first σ_j that agrees with its two successors within a factor of 4 while Δʲf changes its sign.
///
/// Source: J. J. Moré and S. M. Wild, "Estimating computational noise", SIAM Journal on Scientific
/// Computing 33 (2011), sections 3 and 5 (ECnoise). It differs in how a new spacing is chosen: by
/// powers of 100 from the smallest up, so that noise that is coarser than Double's own, such as
/// that of a cost computed in Float, is seen at the first spacing that shows it.
enum NoiseLevel: Hashable, Sendable {
  /// The values show noise of this standard deviation.
  case noise(Double)
  /// Half of the values or more do not differ from their neighbors: the points are too close.
  case tooClose
  /// The differences do not settle: the points are too far apart. The level of the highest
  /// difference is an upper estimate.
  case tooFar(atMost: Double)

  /// The number of values in a difference table.
  static let valueCount = 7

  /// Estimates the noise level from equally spaced values.
  ///
  /// - Parameter values: f at equally spaced points, in their order.
  ///
  /// - Precondition: there are ``valueCount`` values.
  init(of values: [Double]) {
    precondition(values.count == Self.valueCount, "a difference table has seven values")
    guard values.allSatisfy(\.isFinite) else {
      self = .tooFar(atMost: .infinity)
      return
    }
    let unchanged = (1..<values.count).count { values[$0] == values[$0 - 1] }
    if 2 * unchanged >= values.count - 1 {
      self = .tooClose
      return
    }
    var differences = values
    var gamma = 1.0
    var levels: [Double] = []
    var changesSign: [Bool] = []
    for order in 1..<values.count {
      differences = (1..<differences.count).map { differences[$0] - differences[$0 - 1] }
      gamma *= 0.5 * Double(order) / Double(2 * order - 1)
      let mean = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
      levels.append((gamma * mean).squareRoot())
      changesSign.append(differences.min()! * differences.max()! < 0)
    }
    for order in 0..<levels.count - 2 {
      let window = levels[order...order + 2]
      if window.max()! == 0 || changesSign[order] && window.max()! <= 4 * window.min()! {
        self = .noise(levels[order])
        return
      }
    }
    self = .tooFar(atMost: levels.last!)
  }
}

extension NoiseLevel {
  /// The noise level of a function along a line, about the point where its argument is 0.
  ///
  /// - Parameters:
  ///   - center: φ(0), which is not evaluated again.
  ///   - roundoff: u, the unit roundoff of the numbers that φ is computed with.
  ///   - componentCount: m, if φ is a mean of m terms that are rounded independently.
  ///   - scale: the step at which the point changes by its own size; the spacings are multiples of
  ///     it.
  ///   - value: φ; `nil` ends the estimate.
  /// - Returns: the noise level, at least u|φ(0)|/√m; `nil` if `value` returned `nil`.
  /// - Complexity: six values per spacing; often the first spacing is enough.
  static func estimate(
    about center: Double, roundoff: Double, componentCount: Int, scale: Double,
    value: (Double) -> Double?
  ) -> Double? {
    let ofMean = roundoff / Double(componentCount).squareRoot()
    let floor = max(ofMean, 0.5 * Double.ulpOfOne) * abs(center)
    var spacing = 512 * roundoff * scale
    while spacing <= 1e-3 * scale {
      var values: [Double] = []
      for offset in -3...3 {
        guard let next = offset == 0 ? center : value(Double(offset) * spacing) else { return nil }
        values.append(next)
      }
      switch NoiseLevel(of: values) {
      case .noise(let level):
        // If the arithmetic is far less precise than u, seven values may underestimate the noise.
        return level > 256 * floor ? 4 * level : max(level, floor)
      case .tooFar(let level): return level.isFinite ? max(level, floor) : floor
      case .tooClose: spacing *= 100
      }
    }
    return floor
  }

  /// The noise of a value that is far below its size elsewhere on the line, and of its derivative.
  ///
  /// Such a value, as at a perfect fit, is a small difference of larger numbers, and so is its
  /// derivative, even if nearby values do not show it.
  ///
  /// - Parameters:
  ///   - center: φ(0).
  ///   - roundoff: u, the unit roundoff of the numbers that φ is computed with.
  ///   - componentCount: m, if φ is a mean of m terms that are rounded independently.
  ///   - scale: the size of the point along the line.
  ///   - evaluate: φ and the size of its derivative; `nil` ends the estimate.
  /// - Returns: the noise of both, 0 if the value is not small; `nil` if `evaluate` refused.
  /// - Complexity: two evaluations, up to eight.
  static func ofCancellation(
    at center: Double, roundoff: Double, componentCount: Int, scale: Double,
    evaluate: (Double) -> (value: Double, derivative: Double)?
  ) -> (value: Double, derivative: Double)? {
    var (size, slopeSize) = (0.0, 0.0)
    for distance in [1.0, 16, 256, 4096] where size <= 10 * abs(center) || center == 0 {
      for offset in [distance * scale, -distance * scale] {
        guard let (value, derivative) = evaluate(offset) else { return nil }
        if value.isFinite { size = max(size, abs(value)) }
        if derivative.isFinite { slopeSize = max(slopeSize, abs(derivative)) }
      }
    }
    guard abs(center) < max(1e-6, 1e4 * roundoff) * size else { return (0, 0) }
    return (roundoff * size / Double(componentCount).squareRoot(), 16 * roundoff * slopeSize)
  }

  /// The rounding error of a derivative, from its values at the points of a difference table.
  ///
  /// - Parameters:
  ///   - center: the derivative at the point in the middle.
  ///   - beside: the derivative at the points that ``estimate(about:roundoff:componentCount:scale:value:)``
  ///     has evaluated, in that order; only the last six are used.
  ///   - roundoff: u, the unit roundoff of the numbers that it is computed with.
  /// - Returns: the standard deviation of the rounding error.
  static func uncertainty(of center: Double, beside: [Double], roundoff: Double) -> Double {
    let last = beside.suffix(valueCount - 1)
    let values = last.prefix(valueCount / 2) + [center] + last.suffix(valueCount / 2)
    guard values.count == valueCount, values.allSatisfy(\.isFinite) else { return 0 }
    let floor = 4 * roundoff * abs(center)
    return switch NoiseLevel(of: Array(values)) {
    case .noise(let level), .tooFar(let level): max(level, floor)
    case .tooClose: floor
    }
  }
}
