internal import LinearAlgebra
internal import NetworkKernels

/// What an iteration of Levenberg–Marquardt takes, known before the first.
extension NetworkObjective {
  /// The flops of one assembly of the Gauss–Newton matrix: 2 · lanes · c · c′ for each pair of
  /// units behind the inputs, where c and c′ are how many weights the units have.
  ///
  /// Lanes are the examples of all blocks with their padding.
  public var gaussNewtonAssemblyFlops: Double {
    let lanes = Double(engine.features.blockCount * engine.features.width)
    let regions = layout.regions
    var flops = 0.0
    for (index, region) in regions.enumerated() {
      let (units, weights) = (Double(region.rows), Double(region.columns))
      flops += lanes * units * (units + 1) * weights * weights
      for other in regions[(index + 1)...] {
        flops += 2 * lanes * units * weights * Double(other.rows) * Double(other.columns)
      }
    }
    return flops
  }

  /// The flops of one factorization of the Gauss–Newton matrix, P³/3.
  public var gaussNewtonFactorizationFlops: Double {
    let order = Double(parameterCount)
    return order * order * order / 3
  }

  /// Predicts how many seconds an iteration of Levenberg–Marquardt takes over all examples, from
  /// its flops and from how fast this machine does such products at the moment.
  ///
  /// An iteration assembles the matrix once, and factorizes it once or, where steps are turned down,
  /// several times; one factorization is counted, so that it is a lower bound. On 400-10-10 it is an
  /// eighth below what an iteration with one factorization takes; for a small matrix, whose products
  /// are short, it is further below.
  ///
  /// - Complexity: about 10 ms.
  public func predictedLevenbergMarquardtSeconds() -> Double {
    let largest = min(layout.regions.map(\.columns).max() ?? 1, 512)
    let assembly = Scalar.productSpeed(
      rows: largest, inner: engine.features.width, columns: largest, threads: threads)
    let factorization = Double.productSpeed(
      rows: min(parameterCount, 256), inner: min(parameterCount, 1024),
      columns: min(parameterCount, 128), threads: threads)
    return gaussNewtonAssemblyFlops / assembly + gaussNewtonFactorizationFlops / factorization
  }
}
