internal import CKernels
public import LinearAlgebra

/// The vectorized kernels of one scalar type, compiled for one instruction set.
///
/// `Double.kernels` and `Float.kernels` are the tables for this machine; tests compare the tables
/// of all supported ``KernelLevel``s. The functions have no state.
public struct KernelTable<Scalar>: @unchecked Sendable {
  package typealias Elements = UnsafeMutablePointer<Scalar>

  package let exponential: (_ x: Elements, _ count: Int) -> Void
  package let sigmoid: (_ z: Elements, _ count: Int) -> Void
  package let hyperbolicTangent: (_ z: Elements, _ count: Int) -> Void
  package let sigmoidCrossEntropy: (_ z: Elements, _ count: Int) -> Double
  package let targetCrossEntropy:
    (_ z: Elements, _ y: UnsafePointer<Scalar>, _ count: Int) -> Double
  package let softmaxCrossEntropy:
    (_ z: Elements, _ rows: Int, _ stride: Int, _ count: Int) -> Double
  let nonzeroPattern:
    (_ x: UnsafePointer<Scalar>, _ count: Int, _ pattern: UnsafeMutablePointer<UInt64>) -> Void
  let nearestPattern:
    (
      _ patterns: UnsafePointer<UInt64>, _ sizes: UnsafePointer<Int32>, _ count: Int,
      _ words: Int, _ together: UnsafePointer<UInt64>
    ) -> Int
  let groupedMultiply:
    (
      _ groups: UnsafePointer<CKernelsGroups>, _ layer: UnsafePointer<Scalar>, _ units: Int,
      _ z: Elements, _ stride: Int
    ) -> Void
  let groupedGradient:
    (
      _ groups: UnsafePointer<CKernelsGroups>, _ delta: UnsafePointer<Scalar>, _ stride: Int,
      _ units: Int, _ features: Int, _ packed: Elements
    ) -> Void
  let gradientWidth: (_ units: Int) -> Int
  let gradientUnpack:
    (_ packed: Elements, _ features: Int, _ units: Int, _ gradient: Elements) -> Void
  let listedMultiply:
    (
      _ list: UnsafePointer<CKernelsGroups>, _ examples: UnsafePointer<Int>, _ count: Int,
      _ layer: UnsafePointer<Scalar>, _ units: Int, _ z: Elements, _ stride: Int
    ) -> Void
  let listedUpdate:
    (
      _ list: UnsafePointer<CKernelsGroups>, _ examples: UnsafePointer<Int>, _ count: Int,
      _ delta: UnsafePointer<Scalar>, _ stride: Int, _ scale: Scalar, _ units: Int,
      _ weights: Elements
    ) -> Void
  package let adamStep:
    (
      _ beta1: Double, _ beta2: Double, _ alpha: Double, _ rho: Double, _ epsilon: Double,
      _ g: UnsafePointer<Scalar>, _ m: Elements, _ v: Elements, _ theta: Elements, _ count: Int
    ) -> Void
  package let sumOfSquares: (_ x: UnsafePointer<Scalar>, _ count: Int) -> Double
}

extension KernelTable where Scalar: BLASScalar {
  /// The reference implementation of the kernels in Swift.
  package static var portable: KernelTable {
    KernelTable(
      exponential: PortableElementwise.exponential,
      sigmoid: PortableElementwise.sigmoid,
      hyperbolicTangent: PortableElementwise.hyperbolicTangent,
      sigmoidCrossEntropy: PortableElementwise.sigmoidCrossEntropy,
      targetCrossEntropy: PortableElementwise.targetCrossEntropy,
      softmaxCrossEntropy: PortableElementwise.softmaxCrossEntropy,
      nonzeroPattern: PortableGrouping.nonzeroPattern,
      nearestPattern: PortableGrouping<Scalar>.nearestPattern,
      groupedMultiply: PortableGrouping.groupedMultiply,
      groupedGradient: PortableGrouping.groupedGradient,
      gradientWidth: { $0 },
      gradientUnpack: PortableGrouping.gradientUnpack,
      listedMultiply: PortableGrouping.listedMultiply,
      listedUpdate: PortableGrouping.listedUpdate,
      adamStep: PortableUpdates.adamStep,
      sumOfSquares: PortableUpdates.sumOfSquares)
  }
}

extension KernelTable<Double> {
  /// Selects the C kernels of a level.
  package init(level: KernelLevel) {
    let kernels = ckernelsDouble(level.value).pointee
    self.init(
      exponential: kernels.exponential,
      sigmoid: kernels.sigmoid,
      hyperbolicTangent: kernels.hyperbolicTangent,
      sigmoidCrossEntropy: kernels.sigmoidCrossEntropy,
      targetCrossEntropy: kernels.targetCrossEntropy,
      softmaxCrossEntropy: kernels.softmaxCrossEntropy,
      nonzeroPattern: kernels.nonzeroPattern,
      nearestPattern: kernels.nearestPattern,
      groupedMultiply: kernels.groupedMultiply,
      groupedGradient: kernels.groupedGradient,
      gradientWidth: kernels.gradientWidth,
      gradientUnpack: kernels.gradientUnpack,
      listedMultiply: kernels.listedMultiply,
      listedUpdate: kernels.listedUpdate,
      adamStep: kernels.adamStep,
      sumOfSquares: kernels.sumOfSquares)
  }
}

extension KernelTable<Float> {
  /// Selects the C kernels of a level.
  package init(level: KernelLevel) {
    let kernels = ckernelsFloat(level.value).pointee
    self.init(
      exponential: kernels.exponential,
      sigmoid: kernels.sigmoid,
      hyperbolicTangent: kernels.hyperbolicTangent,
      sigmoidCrossEntropy: kernels.sigmoidCrossEntropy,
      targetCrossEntropy: kernels.targetCrossEntropy,
      softmaxCrossEntropy: kernels.softmaxCrossEntropy,
      nonzeroPattern: kernels.nonzeroPattern,
      nearestPattern: kernels.nearestPattern,
      groupedMultiply: kernels.groupedMultiply,
      groupedGradient: kernels.groupedGradient,
      gradientWidth: kernels.gradientWidth,
      gradientUnpack: kernels.gradientUnpack,
      listedMultiply: kernels.listedMultiply,
      listedUpdate: kernels.listedUpdate,
      adamStep: kernels.adamStep,
      sumOfSquares: kernels.sumOfSquares)
  }
}

extension Double {
  /// The kernels for this machine.
  public static let kernels = KernelTable<Double>(level: .best)
}

extension Float {
  /// The kernels for this machine.
  public static let kernels = KernelTable<Float>(level: .best)
}

extension BLASScalar {
  /// The kernels for this machine, of `Double` or `Float`, the only scalar types.
  public static var kernels: KernelTable<Self> {
    Self.self == Double.self
      ? unsafeBitCast(Double.kernels, to: KernelTable<Self>.self)
      : unsafeBitCast(Float.kernels, to: KernelTable<Self>.self)
  }
}
