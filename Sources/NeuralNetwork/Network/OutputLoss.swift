internal import LinearAlgebra
internal import NetworkKernels

/// The activation function of the output units and the loss of one example.
///
/// z is the pre-activations, ŷ the outputs, and y the target: 1 for the example's class, and 0 for
/// the others.
public enum OutputLoss: String, CaseIterable, Codable, Sendable {
  /// ŷ = σ(z) for each class separately, loss Σ_k [log(1 + e^z_k) − y_k z_k]: the binary
  /// cross-entropy of every class, as in ex4. ∂/∂z = ŷ − y.
  case sigmoidCrossEntropy = "sigmoid-cross-entropy"
  /// ŷ = softmax(z), loss log Σ_k e^z_k − z_label. ∂/∂z = ŷ − y.
  case softmaxCrossEntropy = "softmax-cross-entropy"
  /// ŷ = σ(z), loss ½ Σ_k (ŷ_k − y_k)². ∂/∂z = (ŷ − y) ŷ (1 − ŷ).
  case squaredError = "squared-error"
}

extension OutputLoss {
  /// ŷ ← the outputs, in place of their pre-activations z, classes × examples; returns the summed
  /// loss of the block.
  ///
  /// Lanes beyond the labels are padding.
  /// The cross-entropies are computed from z in their stable form, never from a rounded ŷ; the
  /// squared error from ŷ, to about an ulp of ½ per example.
  func applyOutputs<Scalar: BLASScalar>(_ z: Panel<Scalar>, labels: Span<Int32>) -> Double {
    switch self {
    case .sigmoidCrossEntropy:
      // Σ_k log(1 + e^z_k) − z_label, with log(1 + e^−z) = log(1 + e^z) − z in the label's place:
      // no large numbers are subtracted.
      z.updateAtLabels(labels) { -$0 }
      let loss = z.applySigmoidCrossEntropy(lanes: labels.count)
      z.updateAtLabels(labels) { 1 - $0 }
      return loss
    case .softmaxCrossEntropy:
      // log Σ_k e^(z_k − z_label)
      z.subtractValueAtLabels(labels)
      return z.applySoftmaxCrossEntropy(lanes: labels.count)
    case .squaredError:
      // ½ Σ_k (ŷ_k − y_k)² = ½ Σ_k ŷ_k² + Σ (½ − ŷ_label)
      z.applySigmoid()
      return 0.5 * z.squaredNorm(lanes: labels.count)
        + 0.5 * Double(labels.count) - z.sumAtLabels(labels)
    }
  }

  /// ŷ ← the outputs, in place of their pre-activations z, for examples without labels.
  func applyOutputs<Scalar: BLASScalar>(_ z: Panel<Scalar>, exampleCount: Int) {
    switch self {
    case .sigmoidCrossEntropy, .squaredError:
      z.applySigmoid()
    case .softmaxCrossEntropy:
      _ = z.applySoftmaxCrossEntropy(lanes: exampleCount)
    }
  }

  /// δ ← ∂loss/∂z from the outputs ŷ; 0 in the padding lanes.
  func assignErrors<Scalar: BLASScalar>(
    _ delta: Panel<Scalar>, outputs: Panel<Scalar>, labels: Span<Int32>
  ) {
    delta.assign(outputs)
    for example in labels.indices { delta[Int(labels[example]), example] -= 1 }
    if self == .squaredError {
      Activation.sigmoid.multiplyByDerivative(delta, activations: outputs)
    }
    if labels.count < delta.width { delta.clearLanes(from: labels.count) }
  }

  /// R{δ} ← H R{z}, where H is the loss's Hessian in z (for a Gauss–Newton product without the
  /// terms of the outputs' own curvature); 0 in the padding lanes.
  ///
  /// `tangents` is R{z}, classes × examples; `scratch` is overwritten.
  func assignErrorDerivatives<Scalar: BLASScalar>(
    _ derivatives: Panel<Scalar>, outputs: Panel<Scalar>, tangents: Panel<Scalar>,
    scratch: Panel<Scalar>, labels: Span<Int32>, product: CurvatureMatrix
  ) {
    derivatives.assign(tangents)
    switch self {
    case .sigmoidCrossEntropy:
      // H = diag(ŷ(1 − ŷ))
      Activation.sigmoid.multiplyByDerivative(derivatives, activations: outputs)
    case .softmaxCrossEntropy:
      // H = diag(ŷ) − ŷ ŷᵀ
      derivatives.updateEach(with: outputs) { $0 * $1 }
      derivatives.subtract(columnSumsTimes: outputs, scratch: scratch)
    case .squaredError:
      // H = diag(g′² + (ŷ − y) g″) with g′ = ŷ(1 − ŷ), g″ = g′(1 − 2ŷ)
      Activation.sigmoid.multiplyByDerivative(derivatives, activations: outputs)
      if product == .hessian { scratch.assign(derivatives) }
      Activation.sigmoid.multiplyByDerivative(derivatives, activations: outputs)
      if product == .hessian {
        scratch.updateEach(with: outputs) { $0 * $1 * (1 - 2 * $1) }
        for example in labels.indices {
          // ŷ − y instead of ŷ, at the label only
          let label = Int(labels[example])
          let y = outputs[label, example]
          let tangent = tangents[label, example] * y * (1 - y)
          scratch[label, example] = tangent * (y - 1) * (1 - 2 * y)
        }
        derivatives.updateEach(with: scratch) { $0 + $1 }
      }
    }
    if labels.count < derivatives.width { derivatives.clearLanes(from: labels.count) }
  }

  /// s ← column k of a root of the Gauss–Newton H_loss = Σ_k s_k s_kᵀ; 0 in the padding lanes.
  func assignCurvatureRoot<Scalar: BLASScalar>(
    _ root: Panel<Scalar>, column k: Int, outputs: Panel<Scalar>, exampleCount: Int
  ) {
    root.fill(0)
    for example in 0..<exampleCount {
      let p = outputs[k, example]
      switch self {
      case .sigmoidCrossEntropy: root[k, example] = (p * (1 - p)).squareRoot()
      case .squaredError: root[k, example] = p * (1 - p)
      case .softmaxCrossEntropy:
        // diag(p) − p pᵀ = Σ_k p_k (e_k − p)(e_k − p)ᵀ
        let scale = p.squareRoot()
        for unit in 0..<root.units { root[unit, example] = -scale * outputs[unit, example] }
        root[k, example] += scale
      }
    }
  }
}
