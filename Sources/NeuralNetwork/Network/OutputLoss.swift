internal import LinearAlgebra
internal import NetworkKernels

/// The activation function of the output units and the loss of one example.
///
/// z is the pre-activations, ŷ the outputs, and y the target: 1 for the example's class and 0 for
/// the others, or, unless the outputs are a softmax, any numbers in 0…1. A label is the unit whose
/// target is 1, or −1 if there is none.
public enum OutputLoss: String, CaseIterable, Codable, Sendable {
  /// ŷ = σ(z) for each output separately, loss Σ_k [log(1 + e^z_k) − y_k z_k]: the binary
  /// cross-entropy of every class, as in ex4. ∂/∂z = ŷ − y.
  case sigmoidCrossEntropy = "sigmoid-cross-entropy"
  /// ŷ = softmax(z), loss log Σ_k e^z_k − z_label. ∂/∂z = ŷ − y.
  case softmaxCrossEntropy = "softmax-cross-entropy"
  /// ŷ = σ(z), loss ½ Σ_k (ŷ_k − y_k)². ∂/∂z = (ŷ − y) ŷ (1 − ŷ).
  case squaredError = "squared-error"

  /// Whether targets may be numbers in 0…1 instead of classes.
  public var acceptsNumbers: Bool { self != .softmaxCrossEntropy }
}

extension OutputLoss {
  /// ŷ ← the outputs, in place of their pre-activations z, outputs × examples; returns the summed
  /// loss of the block.
  ///
  /// Lanes beyond the targets are padding.
  /// The cross-entropies are computed from z in their stable form, never from a rounded ŷ; the
  /// squared error from ŷ, to about an ulp of ½ per example and class.
  func applyOutputs<Scalar: BLASScalar>(
    _ z: Panel<Scalar>, targets: BlockTargets<Scalar>
  ) -> Double {
    switch targets {
    case .classes(let labels): applyOutputs(z, labels: labels.span)
    case .numbers(let y, let count): applyOutputs(z, numbers: y, exampleCount: count)
    }
  }

  private func applyOutputs<Scalar: BLASScalar>(
    _ z: Panel<Scalar>, labels: Span<Int32>
  ) -> Double {
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
      let labeledCount = labels.indices.count { labels[$0] >= 0 }
      return 0.5 * z.squaredNorm(lanes: labels.count)
        + 0.5 * Double(labeledCount) - z.sumAtLabels(labels)
    }
  }

  private func applyOutputs<Scalar: BLASScalar>(
    _ z: Panel<Scalar>, numbers y: Panel<Scalar>, exampleCount: Int
  ) -> Double {
    switch self {
    case .sigmoidCrossEntropy:
      return z.applySigmoidCrossEntropy(targets: y, lanes: exampleCount)
    case .softmaxCrossEntropy:
      preconditionFailure("softmax needs a class as its target")
    case .squaredError:
      z.applySigmoid()
      return 0.5 * z.squaredDistance(to: y, lanes: exampleCount)
    }
  }

  /// ŷ ← the outputs, in place of their pre-activations z, for examples without targets.
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
    _ delta: Panel<Scalar>, outputs: Panel<Scalar>, targets: BlockTargets<Scalar>
  ) {
    delta.assign(outputs)
    targets.subtract(from: delta)
    if self == .squaredError {
      Activation.sigmoid.multiplyByDerivative(delta, activations: outputs)
    }
    if targets.exampleCount < delta.width { delta.clearLanes(from: targets.exampleCount) }
  }

  /// R{δ} ← H R{z}, where H is the loss's Hessian in z (for a Gauss–Newton product without the
  /// terms of the outputs' own curvature); 0 in the padding lanes.
  ///
  /// `tangents` is R{z}, outputs × examples; `scratch` is overwritten.
  func assignErrorDerivatives<Scalar: BLASScalar>(
    _ derivatives: Panel<Scalar>, outputs: Panel<Scalar>, tangents: Panel<Scalar>,
    scratch: Panel<Scalar>, targets: BlockTargets<Scalar>, product: CurvatureMatrix
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
        multiplyByErrorCurvature(scratch, outputs: outputs, tangents: tangents, targets: targets)
        derivatives.updateEach(with: scratch) { $0 + $1 }
      }
    }
    let count = targets.exampleCount
    if count < derivatives.width { derivatives.clearLanes(from: count) }
  }

  /// t ← t (ŷ − y)(1 − 2ŷ), where t is R{z} ŷ(1 − ŷ).
  private func multiplyByErrorCurvature<Scalar: BLASScalar>(
    _ t: Panel<Scalar>, outputs: Panel<Scalar>, tangents: Panel<Scalar>,
    targets: BlockTargets<Scalar>
  ) {
    switch targets {
    case .numbers(let numbers, _):
      t.updateEach(with: outputs, and: numbers) { $0 * ($1 - $2) * (1 - 2 * $1) }
    case .classes(let labels):
      t.updateEach(with: outputs) { $0 * $1 * (1 - 2 * $1) }
      for (example, label) in labels.enumerated() where label >= 0 {
        // ŷ − 1 instead of ŷ
        let (unit, y) = (Int(label), outputs[Int(label), example])
        let tangent = tangents[unit, example] * y * (1 - y)
        t[unit, example] = tangent * (y - 1) * (1 - 2 * y)
      }
    }
  }

  /// s ← column k of a root of the Gauss–Newton H_loss = Σ_k s_k s_kᵀ; 0 in the padding lanes.
  func assignCurvatureRoot<Scalar: BLASScalar>(
    _ root: Panel<Scalar>, column k: Int, outputs: Panel<Scalar>, exampleCount: Int
  ) {
    root.fill(0)
    for example in 0..<exampleCount {
      addCurvatureRoot(to: root, column: k, timesSign: 1, outputs: outputs, example: example)
    }
  }

  /// s ← s ± column k of a root of an example's H_loss.
  func addCurvatureRoot<Scalar: BLASScalar>(
    to root: Panel<Scalar>, column k: Int, timesSign sign: Scalar, outputs: Panel<Scalar>,
    example: Int
  ) {
    let p = outputs[k, example]
    switch self {
    case .sigmoidCrossEntropy: root[k, example] += sign * (p * (1 - p)).squareRoot()
    case .squaredError: root[k, example] += sign * (p * (1 - p))
    case .softmaxCrossEntropy:
      // diag(p) − p pᵀ = Σ_k p_k (e_k − p)(e_k − p)ᵀ
      let scale = p.squareRoot()
      for unit in 0..<root.units where unit != k {
        root[unit, example] -= sign * (scale * outputs[unit, example])
      }
      root[k, example] += sign * (scale - scale * p)
    }
  }
}
