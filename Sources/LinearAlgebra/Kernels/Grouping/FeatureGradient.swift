/// Sums of δ xᵀ over blocks of examples, in the packed form of the gradient kernel
/// (`GroupedGradient.h`).
///
/// A worker adds up a shard's blocks in one and then moves the sums into the shard's gradient.
public final class FeatureGradient<Scalar: BLASScalar>: Sendable {
  /// The number of features.
  public let features: Int
  /// The number of units of the layer.
  public let units: Int
  let packed: AlignedBuffer<Scalar>
  private let kernels: KernelTable<Scalar>

  init(features: Int, units: Int, kernels: KernelTable<Scalar>) {
    self.features = features
    self.units = units
    self.kernels = kernels
    packed = AlignedBuffer(count: features * kernels.gradientWidth(units))
  }

  /// gradient ← gradient + the sums; the sums become 0.
  ///
  /// Only the weights' part is touched: a bias has no feature.
  public func move(into gradient: Layer<Scalar>) {
    precondition(gradient.inputs == features && gradient.outputs == units)
    kernels.gradientUnpack(packed.start, features, units, gradient.weights)
  }
}
