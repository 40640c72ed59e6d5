/// What the output units compute from their pre-activations z, and the loss of one example.
///
/// y is the target, 1 for the example's class and 0 for every other.
public enum OutputLoss: String, CaseIterable, Codable, Sendable {
  /// ŷ = σ(z) for each class on its own, loss Σ_k [log(1 + e^z_k) − y_k z_k]: the binary
  /// cross-entropy of every class, as in ex4. ∂/∂z = ŷ − y.
  case sigmoidCrossEntropy = "sigmoid-cross-entropy"
  /// ŷ = softmax(z), loss log Σ_k e^z_k − z_label. ∂/∂z = ŷ − y.
  case softmaxCrossEntropy = "softmax-cross-entropy"
  /// ŷ = σ(z), loss ½ Σ_k (ŷ_k − y_k)². ∂/∂z = (ŷ − y) ŷ (1 − ŷ).
  case squaredError = "squared-error"
}
