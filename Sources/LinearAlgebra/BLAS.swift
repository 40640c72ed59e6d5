internal import COpenBLAS

/// A scalar type of BLAS and the kernels: `Double` or `Float`; do not conform other types.
///
/// Generic code is specialized for both types; the requirement dispatches to the BLAS routine.
///
/// `Double` is the default. `Float` halves the memory traffic and doubles the SIMD width; sums of
/// losses are accumulated in `Double` for both types.
public protocol BLASScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable,
  LosslessStringConvertible
where RawSignificand: FixedWidthInteger {
  /// Computes C ← α·op(A)·op(B) + β·C; see ``MatrixProduct``.
  static func gemm(_ product: MatrixProduct<Self>)
}

extension Double: BLASScalar {
  /// Calls `dgemm`.
  public static func gemm(_ product: MatrixProduct<Double>) {
    BLAS.useSingleThread()
    cblas_dgemm(
      CblasRowMajor, product.a.isTransposed ? CblasTrans : CblasNoTrans,
      product.b.isTransposed ? CblasTrans : CblasNoTrans, blasint(product.rows),
      blasint(product.columns), blasint(product.inner), product.alpha, product.a.start,
      blasint(product.a.leadingDimension), product.b.start, blasint(product.b.leadingDimension),
      product.beta, product.c, blasint(product.leadingDimension))
  }
}

extension Float: BLASScalar {
  /// Calls `sgemm`.
  public static func gemm(_ product: MatrixProduct<Float>) {
    BLAS.useSingleThread()
    cblas_sgemm(
      CblasRowMajor, product.a.isTransposed ? CblasTrans : CblasNoTrans,
      product.b.isTransposed ? CblasTrans : CblasNoTrans, blasint(product.rows),
      blasint(product.columns), blasint(product.inner), product.alpha, product.a.start,
      blasint(product.a.leadingDimension), product.b.start, blasint(product.b.leadingDimension),
      product.beta, product.c, blasint(product.leadingDimension))
  }
}

/// The BLAS and LAPACK library that the process has loaded.
public enum BLAS {
  /// Limits BLAS and LAPACK to the calling thread; only the first call has an effect.
  ///
  /// The package parallelizes over shards of examples, so that the order of summation depends on
  /// the shards and not on the number of threads.
  ///
  /// Everything in this module that calls the library calls this function first. OpenBLAS starts
  /// one thread per core when it is loaded, and these threads spin for about a tenth of a second;
  /// a program that calls this function at its start ends them sooner.
  public static func useSingleThread() { singleThread }

  private static let singleThread: Void = {
    openblas_set_num_threads(1)
    openblas_end_threads()
  }()

  /// The name, version and build options of the library.
  public static var description: String { String(cString: openblas_get_config()) }

  /// The processor family that the library selected its kernels for.
  public static var processor: String { String(cString: openblas_get_corename()) }
}
