internal import LinearAlgebra

extension OutputLoss {
  /// ŷ ← the outputs, in place of their pre-activations z; returns the summed loss of the block.
  ///
  /// The losses are computed from z in their stable form, never from a rounded ŷ.
  ///
  /// - Parameters:
  ///   - z: classes × examples.
  ///   - labels: the class index of each example; lanes beyond them are padding.
  func applyOutputs<Scalar: BLASScalar>(_ z: Panel<Scalar>, labels: Span<Int32>) -> Double {
    switch self {
    case .sigmoidCrossEntropy:
      // Σ_k [max(z, 0) + log1p(e^−|z|)] − z_label
      let labelTerm = z.sumAtLabels(labels)
      return z.sumOverRows(lanes: labels.count) { Scalar.sigmoidCrossEntropy($0, count: $1) }
        - labelTerm
    case .softmaxCrossEntropy:
      // log Σ_k e^z_k − z_label
      let labelTerm = z.sumAtLabels(labels)
      return Scalar.softmaxCrossEntropy(
        z.start, rows: z.units, stride: z.width, count: labels.count) - labelTerm
    case .squaredError:
      // ½ Σ_k (ŷ_k − y_k)² = ½ Σ_k ŷ_k² + Σ (½ − ŷ_label)
      Scalar.sigmoid(z.start, count: z.count)
      return 0.5 * z.sumOverRows(lanes: labels.count) { squaredNorm($0, count: $1) }
        + 0.5 * Double(labels.count) - z.sumAtLabels(labels)
    }
  }

  /// ŷ ← the outputs, in place of their pre-activations z, for examples without labels.
  func applyOutputs<Scalar: BLASScalar>(_ z: Panel<Scalar>, exampleCount: Int) {
    switch self {
    case .sigmoidCrossEntropy, .squaredError:
      Scalar.sigmoid(z.start, count: z.count)
    case .softmaxCrossEntropy:
      _ = Scalar.softmaxCrossEntropy(
        z.start, rows: z.units, stride: z.width, count: exampleCount)
    }
  }

  /// δ ← ∂loss/∂z from the outputs ŷ; 0 in the padding lanes.
  func assignErrors<Scalar: BLASScalar>(
    _ delta: Panel<Scalar>, outputs: Panel<Scalar>, labels: Span<Int32>
  ) {
    delta.start.update(from: outputs.start, count: delta.count)
    for example in labels.indices { delta[Int(labels[example]), example] -= 1 }
    if self == .squaredError {
      Activation.sigmoid.multiplyByDerivative(delta, activations: outputs)
    }
    if labels.count < delta.width { delta.clearLanes(from: labels.count) }
  }
}

/// Σ x², in Double.
private func squaredNorm<Scalar: BLASScalar>(
  _ start: UnsafeMutablePointer<Scalar>, count: Int
) -> Double {
  (0..<count).reduce(0) { $0 + Double(start[$1]) * Double(start[$1]) }
}
