import Dispatch
import LinearAlgebra

/// The rate of the matrix product that BLAS is best at, which is what the machine can do.
struct GemmPeak {
  /// Rows, columns and inner dimension.
  static let size = 1000
  private var rates: [Precision: [Int: Double]] = [:]

  /// Flops a second, measured when first asked for: each thread does a product of its own.
  mutating func rate<Scalar: BLASScalar>(_: Scalar.Type, threads: Int) -> Double {
    let precision = Precision(of: Scalar.self)
    if let known = rates[precision]?[threads] { return known }
    let rate = Self.flops(threads: threads) / Self.sample(Scalar.self, threads: threads).best
    rates[precision, default: [:]][threads] = rate
    return rate
  }

  /// The operations of one product a thread.
  static func flops(threads: Int) -> Double {
    2 * Double(threads) * Double(size) * Double(size) * Double(size)
  }

  /// Times one product a thread, all at once.
  static func sample<Scalar: BLASScalar>(_: Scalar.Type, threads: Int) -> Samples {
    let a = Matrix<Scalar>(rows: size, columns: size, repeating: 0.5)
    let results = (0..<threads).map { _ in AlignedBuffer<Scalar>(count: size * size) }
    return Sampler(batches: 8).sample {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        multiply(a, a, into: results[thread].start)
      }
    }
  }

  private static func multiply<Scalar: BLASScalar>(
    _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, into result: UnsafeMutablePointer<Scalar>
  ) {
    a.elements.withUnsafeBufferPointer { left in
      b.elements.withUnsafeBufferPointer { right in
        MatrixProduct(
          rows: size, inner: size, columns: size, alpha: 1,
          .matrix(left.baseAddress!, leadingDimension: size),
          .matrix(right.baseAddress!, leadingDimension: size), beta: 0, into: result,
          leadingDimension: size
        ).run()
      }
    }
  }
}
