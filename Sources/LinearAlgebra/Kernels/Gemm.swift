internal import COpenBLAS

/// Holds BLAS and LAPACK to the calling thread, once in a process, before the first call.
///
/// Threads are the caller's: a shard of examples a thread, each with its own products, so that the
/// order of every sum is fixed by the shards and not by the number of threads.
enum OneThread {
  static let held: Void = openblas_set_num_threads(1)
}

extension Double: BLASScalar {
  /// dgemm.
  public static func gemm(_ product: MatrixProduct<Double>) {
    OneThread.held
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
    OneThread.held
    cblas_sgemm(
      CblasRowMajor, product.a.isTransposed ? CblasTrans : CblasNoTrans,
      product.b.isTransposed ? CblasTrans : CblasNoTrans, blasint(product.rows),
      blasint(product.columns), blasint(product.inner), product.alpha, product.a.start,
      blasint(product.a.leadingDimension), product.b.start, blasint(product.b.leadingDimension),
      product.beta, product.c, blasint(product.leadingDimension))
  }
}
