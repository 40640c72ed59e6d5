public import LinearAlgebra

/// A change of units, feature by feature: x ↦ (x − offset) / scale.
///
/// Measured on the training set once, and applied to every set after that. A feature that never
/// changes is only shifted: its scale is 1.
public struct FeatureScaling: Hashable, Codable, Sendable {
  /// What is taken from each feature.
  public let offsets: [Double]
  /// What each feature is divided by after that; finite and not zero.
  public let scales: [Double]

  /// Wraps offsets and scales, for instance those that a model file keeps.
  ///
  /// - Precondition: as many of the one as of the other, all finite, no scale zero.
  public init(offsets: [Double], scales: [Double]) {
    precondition(offsets.count == scales.count, "one offset and one scale a feature")
    precondition(offsets.allSatisfy(\.isFinite), "offsets are finite")
    precondition(scales.allSatisfy { $0.isFinite && $0 != 0 }, "scales are finite and not zero")
    self.offsets = offsets
    self.scales = scales
  }

  /// The number of features.
  public var featureCount: Int { offsets.count }
}

extension FeatureScaling {
  /// Brings every feature of these examples into 0...1.
  ///
  ///     offset = min x,  scale = max x − min x
  ///
  /// - Complexity: one pass.
  public static func minMax<Scalar: BLASScalar>(_ features: Matrix<Scalar>) -> FeatureScaling {
    guard features.rows > 0 else { return .identity(featureCount: features.columns) }
    var low = features.row(0).map { Double($0) }
    var high = low
    for row in 1..<features.rows {
      for (column, value) in features.row(row).enumerated() {
        low[column] = min(low[column], Double(value))
        high[column] = max(high[column], Double(value))
      }
    }
    return FeatureScaling(
      offsets: low, scales: zip(high, low).map { $0 - $1 }.map { $0 > 0 ? $0 : 1 })
  }

  /// Brings every feature of these examples to mean 0 and variance 1.
  ///
  ///     offset = 1/m Σ x,  scale = √(1/m Σ (x − offset)²)
  ///
  /// The variance is that of the examples themselves (divided by m, as scikit-learn's
  /// StandardScaler does), summed around the mean in a second pass, in Double.
  ///
  /// - Complexity: two passes.
  public static func standardizing<Scalar: BLASScalar>(
    _ features: Matrix<Scalar>
  ) -> FeatureScaling {
    guard features.rows > 0 else { return .identity(featureCount: features.columns) }
    let count = Double(features.rows)
    var means = [Double](repeating: 0, count: features.columns)
    for row in 0..<features.rows {
      for (column, value) in features.row(row).enumerated() { means[column] += Double(value) }
    }
    for column in means.indices { means[column] /= count }
    var squares = [Double](repeating: 0, count: features.columns)
    for row in 0..<features.rows {
      for (column, value) in features.row(row).enumerated() {
        let deviation = Double(value) - means[column]
        squares[column] += deviation * deviation
      }
    }
    // The mean of equal numbers may miss them by a rounding error; that is no variance.
    let scales = zip(squares, means).map { square, mean in
      let deviation = (square / count).squareRoot()
      return deviation > 8 * abs(mean).ulp ? deviation : 1
    }
    return FeatureScaling(offsets: means, scales: scales)
  }

  /// Changes nothing.
  public static func identity(featureCount: Int) -> FeatureScaling {
    FeatureScaling(
      offsets: [Double](repeating: 0, count: featureCount),
      scales: [Double](repeating: 1, count: featureCount))
  }
}

extension FeatureScaling {
  /// Scales the features of examples in place.
  ///
  /// - Precondition: the matrix has ``featureCount`` columns.
  /// - Complexity: one pass, no allocation.
  public func apply<Scalar: BLASScalar>(to features: inout Matrix<Scalar>) {
    precondition(features.columns == featureCount, "one offset and one scale a feature")
    features.withMutableElements { elements in
      for start in stride(from: 0, to: elements.count, by: max(featureCount, 1)) {
        for column in 0..<featureCount {
          let value = Double(elements[start + column])
          elements[start + column] = Scalar((value - offsets[column]) / scales[column])
        }
      }
    }
  }

  /// A data set with its features scaled.
  public func callAsFunction<Scalar: BLASScalar>(_ dataset: Dataset<Scalar>) -> Dataset<Scalar> {
    var scaled = dataset
    apply(to: &scaled.features)
    return scaled
  }

  /// Gives the features of examples their own units back, in place.
  ///
  /// - Precondition: the matrix has ``featureCount`` columns.
  public func revert<Scalar: BLASScalar>(_ features: inout Matrix<Scalar>) {
    precondition(features.columns == featureCount, "one offset and one scale a feature")
    features.withMutableElements { elements in
      for start in stride(from: 0, to: elements.count, by: max(featureCount, 1)) {
        for column in 0..<featureCount {
          let value = Double(elements[start + column])
          elements[start + column] = Scalar(value * scales[column] + offsets[column])
        }
      }
    }
  }
}
