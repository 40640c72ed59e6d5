internal import COpenBLAS

/// Which BLAS the process has loaded.
public enum BLASInformation {
  /// The library's own description: name, version, build options.
  public static var description: String { String(cString: openblas_get_config()) }

  /// The processor family whose kernels it chose.
  public static var processor: String { String(cString: openblas_get_corename()) }

  /// The instruction set that the package's own kernels were chosen for.
  public static var kernels: String { String(describing: KernelLevel.best) }
}
