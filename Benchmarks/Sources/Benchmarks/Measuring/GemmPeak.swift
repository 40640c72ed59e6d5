import Dispatch
import LinearAlgebra

/// The rate of a large matrix product, used as the peak rate of the machine.
struct GemmPeak {
  /// Rows, columns and inner dimension.
  static let size = 2000
  private var rates: [Precision: [Int: Double]] = [:]

  /// Flops per second, measured on first use; each thread does its own product.
  ///
  /// The rate is per CPU time, not wall-clock time, because a product of 2000³ is too long to have
  /// both cores to itself on a shared machine.
  mutating func rate<Scalar: BLASScalar>(_: Scalar.Type, threads: Int) -> Double {
    let precision = Precision(of: Scalar.self)
    if let known = rates[precision]?[threads] { return known }
    let products = Products<Scalar>(threads: threads)
    products.run()
    let seconds = (0..<4).map { _ in
      let start = ProcessorTime.now.own
      products.run()
      return (ProcessorTime.now.own - start) / Double(threads)
    }
    let rate = Self.flops(threads: threads) / seconds.min()!
    rates[precision, default: [:]][threads] = rate
    return rate
  }

  /// The flops of one product per thread.
  static func flops(threads: Int) -> Double {
    2 * Double(threads) * Double(size) * Double(size) * Double(size)
  }

  /// Times one product per thread, all at once.
  static func sample<Scalar: BLASScalar>(_: Scalar.Type, threads: Int) -> Samples {
    let products = Products<Scalar>(threads: threads)
    return Sampler(batchSeconds: 0.5, batches: 4).sample { products.run() }
  }
}

/// A square product for each of some threads.
private struct Products<Scalar: BLASScalar> {
  private let factor = Matrix<Scalar>(
    rows: GemmPeak.size, columns: GemmPeak.size, repeating: 0.5)
  private let results: [AlignedBuffer<Scalar>]

  init(threads: Int) {
    results = (0..<threads).map { _ in AlignedBuffer(count: GemmPeak.size * GemmPeak.size) }
  }

  /// Computes the products, all at once.
  func run() {
    DispatchQueue.concurrentPerform(iterations: results.count) { thread in
      let size = GemmPeak.size
      factor.elements.withUnsafeBufferPointer { factor in
        let operand = MatrixProduct<Scalar>.Operand.matrix(
          factor.baseAddress!, leadingDimension: size)
        MatrixProduct(
          rows: size, inner: size, columns: size, alpha: 1, operand, operand, beta: 0,
          into: results[thread].start, leadingDimension: size
        ).run()
      }
    }
  }
}
