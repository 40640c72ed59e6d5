internal import COpenBLAS

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
