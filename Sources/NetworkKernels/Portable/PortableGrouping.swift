internal import CKernels
internal import LinearAlgebra

/// The reference implementation of the kernels of grouped features, which tests compare with the
/// vectorized kernels.
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

  /// z ← W x + b for single examples.
  static func listedMultiply(
    _ list: UnsafePointer<CKernelsGroups>, examples: UnsafePointer<Int>, count: Int,
    layer: UnsafePointer<Scalar>, units: Int, z: UnsafeMutablePointer<Scalar>, stride: Int
  ) {
    for lane in 0..<count {
      for unit in 0..<units { z[unit * stride + lane] = layer[unit] }
      forEachEntry(list.pointee, of: examples[lane]) { feature, x in
        for unit in 0..<units { z[unit * stride + lane] += layer[(1 + feature) * units + unit] * x }
      }
    }
  }

  /// W ← W + scale · δ xᵀ for single examples.
  static func listedUpdate(
    _ list: UnsafePointer<CKernelsGroups>, examples: UnsafePointer<Int>, count: Int,
    delta: UnsafePointer<Scalar>, stride: Int, scale: Scalar, units: Int,
    weights: UnsafeMutablePointer<Scalar>
  ) {
    for lane in 0..<count {
      forEachEntry(list.pointee, of: examples[lane]) { feature, x in
        for unit in 0..<units {
          weights[feature * units + unit] += delta[unit * stride + lane] * scale * x
        }
      }
    }
  }

  private static func forEachEntry(
    _ list: CKernelsGroups, of example: Int, _ body: (_ feature: Int, _ x: Scalar) -> Void
  ) {
    let start = list.starts[example]
    let values = list.values.assumingMemoryBound(to: Scalar.self) + start
    let features = list.features + list.lists[example]
    for entry in 0..<list.starts[example + 1] - start { body(Int(features[entry]), values[entry]) }
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
