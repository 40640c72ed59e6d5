internal import LinearAlgebra

/// The scaling of features, a part of the model: x′ = (x − a) / b.
///
/// It is computed on the training set and applied to all other examples, so that the storage type of
/// a file does not matter.
public struct FeatureScaling: Hashable, Sendable {
  /// How a and b were chosen.
  public var scale: DatasetOptions.Scale
  /// a, one number for each feature, or one for all of them.
  public var offsets: [Double]
  /// b, as many numbers as ``offsets``, not zero.
  public var divisors: [Double]

  /// Creates a scaling.
  ///
  /// - Precondition: There are equally many offsets and divisors, at least one, and all are finite
  ///   and no divisor is zero.
  public init(_ scale: DatasetOptions.Scale, offsets: [Double], divisors: [Double]) {
    precondition(offsets.count == divisors.count && !offsets.isEmpty)
    precondition(offsets.allSatisfy(\.isFinite))
    precondition(divisors.allSatisfy { $0.isFinite && $0 != 0 })
    self.scale = scale
    self.offsets = offsets
    self.divisors = divisors
  }

  /// The scaling that changes nothing.
  public static let none = FeatureScaling(.none, offsets: [0], divisors: [1])

  /// Division of all features by one number.
  public static func division(by divisor: Double) -> FeatureScaling {
    FeatureScaling(.unit, offsets: [0], divisors: [divisor])
  }
}
