internal import CKernels

/// The kernels of grouped features as one would write them down, for any scalar: the reference that
/// tests hold the vectorised kernels to.
enum PortableGrouping<Scalar: BLASScalar> {
  private static var groupSize: Int { 64 / MemoryLayout<Scalar>.stride }

  static func nonzeroPattern(
    _ x: UnsafePointer<Scalar>, count: Int, pattern: UnsafeMutablePointer<UInt64>
  ) {
    pattern.update(repeating: 0, count: (count + 63) / 64)
    for j in 0..<count where x[j] != 0 { pattern[j / 64] |= 1 << UInt64(j % 64) }
  }

  static func nearestPattern(
    _ patterns: UnsafePointer<UInt64>, _ sizes: UnsafePointer<Int32>, count: Int, words: Int,
    together: UnsafePointer<UInt64>
  ) -> Int {
    var (best, highest) = (0, Int.min)
    for i in 0..<count {
      let shared = (0..<words).reduce(0) {
        $0 + (patterns[i * words + $1] & together[$1]).nonzeroBitCount
      }
      let score = 5 * shared - 4 * Int(sizes[i])
      if score > highest { (best, highest) = (i, score) }
    }
    return best
  }

  /// z ← W x + b.
  static func groupedMultiply(
    _ groups: UnsafePointer<CKernelsGroups>, layer: UnsafePointer<Scalar>, units: Int,
    z: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    for group in 0..<groups.pointee.count {
      for lane in group * groupSize..<(group + 1) * groupSize {
        for unit in 0..<units { z[unit * stride + lane] = layer[unit] }
      }
    }
    forEachValue(groups) { feature, lane, x in
      for unit in 0..<units { z[unit * stride + lane] += layer[(1 + feature) * units + unit] * x }
    }
  }

  /// Sums ← sums + δ xᵀ; the sums are the gradient itself.
  static func groupedGradient(
    _ groups: UnsafePointer<CKernelsGroups>, delta: UnsafePointer<Scalar>, stride: Int, units: Int,
    features: Int, packed: UnsafeMutablePointer<Scalar>
  ) {
    forEachValue(groups) { feature, lane, x in
      for unit in 0..<units { packed[feature * units + unit] += delta[unit * stride + lane] * x }
    }
  }

  static func gradientUnpack(
    _ packed: UnsafeMutablePointer<Scalar>, features: Int, units: Int,
    gradient: UnsafeMutablePointer<Scalar>
  ) {
    for index in 0..<features * units {
      gradient[index] += packed[index]
      packed[index] = 0
    }
  }

  private static func forEachValue(
    _ groups: UnsafePointer<CKernelsGroups>, _ body: (_ feature: Int, _ lane: Int, Scalar) -> Void
  ) {
    let (starts, lists) = (groups.pointee.starts, groups.pointee.lists)
    let values = groups.pointee.values.assumingMemoryBound(to: Scalar.self)
    for group in 0..<groups.pointee.count {
      for entry in 0..<starts[group + 1] - starts[group] {
        let feature = Int(groups.pointee.features[lists[group] + entry])
        for lane in 0..<groupSize {
          body(
            feature, group * groupSize + lane, values[(starts[group] + entry) * groupSize + lane])
        }
      }
    }
  }
}
