internal import CKernels

/// The vectorised kernels of one scalar type, compiled for one instruction set.
///
/// `BLASScalar` holds the table for this machine and calls through it; a test may ask for the table
/// of any ``KernelLevel`` and compare them. Its functions have no state.
public struct KernelTable<Scalar>: @unchecked Sendable {
  package typealias Elements = UnsafeMutablePointer<Scalar>

  package let exponential: (_ x: Elements, _ count: Int) -> Void
  package let sigmoid: (_ z: Elements, _ count: Int) -> Void
  package let hyperbolicTangent: (_ z: Elements, _ count: Int) -> Void
  package let sigmoidCrossEntropy: (_ z: Elements, _ count: Int) -> Double
  package let softmaxCrossEntropy:
    (_ z: Elements, _ rows: Int, _ stride: Int, _ count: Int) -> Double
}

extension KernelTable where Scalar: BLASScalar {
  /// The kernels as one would write them down in Swift.
  package static var portable: KernelTable {
    KernelTable(
      exponential: PortableElementwise.exponential,
      sigmoid: PortableElementwise.sigmoid,
      hyperbolicTangent: PortableElementwise.hyperbolicTangent,
      sigmoidCrossEntropy: PortableElementwise.sigmoidCrossEntropy,
      softmaxCrossEntropy: PortableElementwise.softmaxCrossEntropy)
  }
}

extension KernelTable<Double> {
  /// The kernels of a level.
  package init(level: KernelLevel) {
    let kernels = ckernelsDouble(level.value).pointee
    self.init(
      exponential: kernels.exponential,
      sigmoid: kernels.sigmoid,
      hyperbolicTangent: kernels.hyperbolicTangent,
      sigmoidCrossEntropy: kernels.sigmoidCrossEntropy,
      softmaxCrossEntropy: kernels.softmaxCrossEntropy)
  }
}

extension KernelTable<Float> {
  /// The kernels of a level.
  package init(level: KernelLevel) {
    let kernels = ckernelsFloat(level.value).pointee
    self.init(
      exponential: kernels.exponential,
      sigmoid: kernels.sigmoid,
      hyperbolicTangent: kernels.hyperbolicTangent,
      sigmoidCrossEntropy: kernels.sigmoidCrossEntropy,
      softmaxCrossEntropy: kernels.softmaxCrossEntropy)
  }
}
