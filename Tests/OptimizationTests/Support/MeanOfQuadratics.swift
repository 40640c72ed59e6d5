import Optimization

/// f(x) = 1/m Σᵢ ½ Σⱼ dⱼ (xⱼ − cᵢⱼ)², which can begin with the first few of its terms.
struct MeanOfQuadratics: Objective {
  /// cᵢ: where the terms have their minima.
  let centers: [[Double]]
  let curvatures: [Double]
  /// How many terms each sample has; the last has all.
  let sizes: [Int]
  private(set) var sample: Subsample?
  private(set) var stage = 0
  /// f of the points evaluated with all terms.
  private(set) var wholeValues: [Double] = []
  /// The values that ``unseenValue(at:)`` returns, one after the other; then none.
  var unseenValues: [Double] = []
  /// The share of every evaluation.
  private(set) var shares: [Double] = []

  /// Creates an objective whose last term has its minimum at `lastCenter`, or at random like the
  /// others.
  init(
    sizes: [Int], spread: Double = 1, lastCenter: Double? = nil, parameterCount: Int = 6,
    seed: UInt64 = 1
  ) {
    var generator = SplitMix(state: seed)
    var centers = (0..<sizes.last!).map { _ in
      (0..<parameterCount).map { _ in 3 + spread * Double.random(in: -1...1, using: &generator) }
    }
    if let lastCenter { centers[sizes.last! - 1][0] = lastCenter }
    self.centers = centers
    curvatures = (0..<parameterCount).map { 1 + 10 * Double($0) }
    self.sizes = sizes
    describeSample(variance: .nan)
  }

  var parameterCount: Int { curvatures.count }
  var componentCount: Int { centers.count }
  private var terms: ArraySlice<[Double]> { centers.prefix(sizes[stage]) }

  mutating func increaseSampleSize() {
    guard stage < sizes.count - 1 else { return }
    stage += 1
    describeSample(variance: .nan)
  }

  private mutating func describeSample(variance: Double) {
    let share = Double(sizes[stage]) / Double(sizes.last!)
    sample = share < 1 ? Subsample(fraction: share, gradientVariance: variance) : nil
  }

  mutating func unseenValue(at point: Span<Double>) -> (value: Double, fraction: Double)? {
    sample == nil || unseenValues.isEmpty ? nil : (unseenValues.removeFirst(), 0.1)
  }

  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    shares.append(sample?.fraction ?? 1)
    let n = Double(terms.count)
    var value = 0.0
    var squaredGradients = 0.0
    for index in gradient.indices { gradient[index] = 0 }
    for center in terms {
      for index in point.indices {
        let slope = curvatures[index] * (point[index] - center[index])
        value += 0.5 * slope * (point[index] - center[index]) / n
        gradient[index] += slope / n
        squaredGradients += slope * slope
      }
    }
    if sample == nil {
      wholeValues.append(value)
    } else {
      var squaredMean = 0.0
      for index in gradient.indices { squaredMean += gradient[index] * gradient[index] }
      sample = Subsample(
        of: terms.count, among: sizes.last!, squaredGradients: squaredGradients,
        squaredMean: squaredMean)
    }
    return value
  }

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    for index in direction.indices { product[index] = curvatures[index] * direction[index] }
  }
}

/// A small generator for test data.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    let mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
  }
}
