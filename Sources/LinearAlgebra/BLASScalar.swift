/// A real number that the kernels are written for: `Double` or `Float`.
///
/// Generic code is written once against this protocol and specialised for both types; the
/// requirements are the places where the two call different BLAS routines or C kernels, and only
/// the files in `Kernels/` implement them.
///
/// `Double` is the default everywhere and what known values are checked in. `Float` halves the
/// memory traffic and doubles the SIMD width; sums of costs are accumulated in `Double` for both.
public protocol BLASScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable,
  LosslessStringConvertible
where RawSignificand: FixedWidthInteger {
  /// C ← α·op(A)·op(B) + β·C over raw memory; see ``MatrixProduct`` for the checked form.
  static func gemm(_ product: MatrixProduct<Self>)

  /// The vectorised kernels for this machine.
  static var kernels: KernelTable<Self> { get }
}
