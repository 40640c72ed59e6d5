internal import Machine

/// A matrix product C ← α·op(A)·op(B) + β·C, where op is the identity or the transpose.
///
/// All three matrices are in row-major order with a leading dimension, the distance from one row to
/// the next. op(A) is `rows × inner`, op(B) is `inner × columns`, and C is `rows × columns`. BLAS
/// uses the calling thread only.
///
/// - Complexity: 2 · rows · inner · columns flops, no allocation.
public struct MatrixProduct<Scalar> {
  /// A matrix operand: its address, its leading dimension, and whether it is transposed.
  public struct Operand {
    @usableFromInline let start: UnsafePointer<Scalar>
    @usableFromInline let leadingDimension: Int
    @usableFromInline let isTransposed: Bool

    @inlinable
    init(start: UnsafePointer<Scalar>, leadingDimension: Int, isTransposed: Bool) {
      self.start = start
      self.leadingDimension = leadingDimension
      self.isTransposed = isTransposed
    }

    /// The matrix in memory.
    @inlinable
    public static func matrix(_ start: UnsafePointer<Scalar>, leadingDimension: Int) -> Operand {
      Operand(start: start, leadingDimension: leadingDimension, isTransposed: false)
    }

    /// The transpose of the matrix in memory.
    @inlinable
    public static func transpose(_ start: UnsafePointer<Scalar>, leadingDimension: Int) -> Operand {
      Operand(start: start, leadingDimension: leadingDimension, isTransposed: true)
    }
  }

  @usableFromInline let rows: Int
  @usableFromInline let inner: Int
  @usableFromInline let columns: Int
  @usableFromInline let alpha: Scalar
  @usableFromInline let a: Operand
  @usableFromInline let b: Operand
  @usableFromInline let beta: Scalar
  @usableFromInline let c: UnsafeMutablePointer<Scalar>
  @usableFromInline let leadingDimension: Int

  /// Creates a product, which ``run()`` computes.
  ///
  /// The memory must stay valid until then; it is not checked.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of op(A) and C.
  ///   - inner: The number of columns of op(A) and of rows of op(B).
  ///   - columns: The number of columns of op(B) and C.
  ///   - alpha: α, the factor of the product.
  ///   - a: A.
  ///   - b: B.
  ///   - beta: β, the factor of the old C; 0 overwrites it.
  ///   - c: The address of C.
  ///   - leadingDimension: The distance from one row of C to the next.
  @inlinable
  public init(
    rows: Int, inner: Int, columns: Int, alpha: Scalar, _ a: Operand, _ b: Operand, beta: Scalar,
    into c: UnsafeMutablePointer<Scalar>, leadingDimension: Int
  ) {
    self.rows = rows
    self.inner = inner
    self.columns = columns
    self.alpha = alpha
    self.a = a
    self.b = b
    self.beta = beta
    self.c = c
    self.leadingDimension = leadingDimension
  }
}

extension MatrixProduct.Operand where Scalar: BLASScalar {
  /// The matrix at the beginning of a buffer.
  @inlinable
  public static func matrix(_ buffer: AlignedBuffer<Scalar>, leadingDimension: Int) -> Self {
    matrix(buffer.start, leadingDimension: leadingDimension)
  }

  /// The transpose of the matrix at the beginning of a buffer.
  @inlinable
  public static func transpose(_ buffer: AlignedBuffer<Scalar>, leadingDimension: Int) -> Self {
    transpose(buffer.start, leadingDimension: leadingDimension)
  }
}

extension MatrixProduct where Scalar: BLASScalar {
  /// Creates a product whose C is at the beginning of a buffer; ``run()`` computes it.
  @inlinable
  public init(
    rows: Int, inner: Int, columns: Int, alpha: Scalar, _ a: Operand, _ b: Operand, beta: Scalar,
    into c: AlignedBuffer<Scalar>, leadingDimension: Int
  ) {
    self.init(
      rows: rows, inner: inner, columns: columns, alpha: alpha, a, b, beta: beta, into: c.start,
      leadingDimension: leadingDimension)
  }

  /// Computes the product.
  @inlinable
  public func run() {
    guard rows > 0, columns > 0 else { return }
    Scalar.gemm(self)
  }
}

extension BLASScalar {
  /// Measures the current speed of matrix products of one shape, on all threads together.
  ///
  /// Each thread multiplies its own matrices for about 3 ms, after one product that is not counted.
  /// Other work on the machine lowers the result, as it would slow down the computation whose time
  /// is to be predicted.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of the first matrix, at least 1.
  ///   - inner: The number of columns of the first matrix, at least 1.
  ///   - columns: The number of columns of the second matrix, at least 1.
  ///   - threads: The number of threads that multiply at the same time, at least 1.
  /// - Returns: The speed in flops per second; one flop is a multiplication or an addition.
  public static func productSpeed(
    rows: Int, inner: Int, columns: Int, threads: Int
  ) -> Double {
    precondition(
      min(rows, inner, columns, threads) >= 1,
      "the sizes and the number of threads must be positive")
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
