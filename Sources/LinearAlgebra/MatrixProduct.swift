internal import Machine

/// One call of gemm: C ← α·op(A)·op(B) + β·C, where op is the identity or the transpose.
///
/// All three matrices are row-major pieces of memory with a leading dimension (the distance from
/// one row to the next). op(A) is `rows × inner`, op(B) is `inner × columns`, C is
/// `rows × columns`. BLAS runs on the calling thread alone.
///
/// - Complexity: 2 · rows · inner · columns flops, no allocation.
public struct MatrixProduct<Scalar> {
  /// A matrix operand: where it starts, how far apart its rows are, and whether it is transposed.
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

    /// The matrix as it lies in memory.
    @inlinable
    public static func matrix(_ start: UnsafePointer<Scalar>, leadingDimension: Int) -> Operand {
      Operand(start: start, leadingDimension: leadingDimension, isTransposed: false)
    }

    /// The transpose of the matrix that lies in memory.
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

  /// Describes the product; nothing is computed until ``run()``.
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
  /// The matrix that a buffer begins with.
  @inlinable
  public static func matrix(_ buffer: AlignedBuffer<Scalar>, leadingDimension: Int) -> Self {
    matrix(buffer.start, leadingDimension: leadingDimension)
  }

  /// The transpose of the matrix that a buffer begins with.
  @inlinable
  public static func transpose(_ buffer: AlignedBuffer<Scalar>, leadingDimension: Int) -> Self {
    transpose(buffer.start, leadingDimension: leadingDimension)
  }
}

extension MatrixProduct where Scalar: BLASScalar {
  /// Describes the product that a buffer begins with; nothing is computed until ``run()``.
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
