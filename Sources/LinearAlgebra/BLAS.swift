internal import COpenBLAS

/// A real number that BLAS and the kernels are written for: `Double` or `Float`, and no other.
///
/// Generic code is written once against this protocol and specialized for both types; the
/// requirement is where the two call different BLAS routines.
///
/// `Double` is the default everywhere and what known values are checked in. `Float` halves the
/// memory traffic and doubles the SIMD width; sums of costs are accumulated in `Double` for both.
public protocol BLASScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable,
  LosslessStringConvertible
where RawSignificand: FixedWidthInteger {
  /// C ← α·op(A)·op(B) + β·C over raw memory; see ``MatrixProduct`` for the checked form.
  static func gemm(_ product: MatrixProduct<Self>)
}

extension Double: BLASScalar {
  /// dgemm.
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
  /// sgemm.
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
  /// Limits BLAS and LAPACK to the calling thread; later calls do nothing.
  ///
  /// The package parallelizes over shards of examples, each with products of its own: the order of
  /// every sum is fixed by the shards and not by the number of threads.
  ///
  /// Everything here that calls the library calls this first. OpenBLAS starts one thread per core
  /// when it is loaded, and those spin for about a tenth of a second; a program that calls this
  /// first of all ends them sooner.
  public static func useSingleThread() { singleThread }

  private static let singleThread: Void = {
    openblas_set_num_threads(1)
    openblas_end_threads()
  }()

  /// The library's own description: name, version, build options.
  public static var description: String { String(cString: openblas_get_config()) }

  /// The processor family whose kernels it chose.
  public static var processor: String { String(cString: openblas_get_corename()) }
}
