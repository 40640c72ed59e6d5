internal import Machine

extension BLASScalar {
  /// Measures how many flops a second products of one shape get done on this machine at present,
  /// on all threads together.
  ///
  /// Each thread multiplies matrices of its own for about 3 ms, after one product that is not
  /// counted, so that other work on the machine shows as it would in the work that is to be
  /// predicted.
  ///
  /// - Parameters:
  ///   - rows: of the first matrix, ≥ 1, and so for the other sizes.
  ///   - threads: how many threads multiply at a time.
  /// - Returns: flops a second, > 0; one flop is a multiplication or an addition.
  public static func productSpeed(
    rows: Int, inner: Int, columns: Int, threads: Int
  ) -> Double {
    precondition(min(rows, inner, columns, threads) >= 1, "a product has elements")
    let flops = 2 * Double(rows) * Double(inner) * Double(columns)
    let speeds = Parallel.map(threads, threads: threads) { _, _ in
      let a = AlignedBuffer<Self>(count: rows * inner)
      let b = AlignedBuffer<Self>(count: columns * inner)
      let c = AlignedBuffer<Self>(count: rows * columns)
      let product = MatrixProduct(
        rows: rows, inner: inner, columns: columns, alpha: 1,
        .matrix(a.start, leadingDimension: inner), .transpose(b.start, leadingDimension: inner),
        beta: 1, into: c.start, leadingDimension: columns)
      product.run()
      let start = ContinuousClock.now
      var (count, elapsed) = (0.0, Duration.zero)
      repeat {
        product.run()
        count += 1
        elapsed = ContinuousClock.now - start
      } while elapsed < .milliseconds(3)
      return count * flops / (elapsed / .seconds(1))
    }
    return speeds.reduce(0, +)
  }
}
