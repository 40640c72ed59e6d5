/// The function g that a hidden unit applies to its pre-activation z.
public enum Activation: String, CaseIterable, Codable, Sendable {
  /// g(z) = 1 / (1 + e^−z), g′ = g(1 − g).
  case sigmoid
  /// g(z) = tanh z, g′ = 1 − g².
  case tanh
  /// g(z) = max(0, z), g′ = 1 where z > 0, else 0.
  case relu
}
