internal import Foundation
internal import NetworkKernels

/// The coefficients of Adam (Kingma and Ba 2015).
///
/// Step t, counted from 1, is
///
///     m ← β₁ m + (1 − β₁) g,    v ← β₂ v + (1 − β₂) g²,    m and v initially 0
///     m̂ = m / (1 − β₁ᵗ),        v̂ = v / (1 − β₂ᵗ)
///     θ ← θ − η m̂ / (√v̂ + ε)
///
/// element by element: the paper's algorithm 1, and `torch.optim.Adam`. With
/// ``usesUncorrectedEpsilon`` the last line is
///
///     θ ← θ − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)
///
/// the paper's faster order (section 2), and scikit-learn's `AdamOptimizer`. The two agree where
/// ε = 0; otherwise ε of the second has the effect of ε / √(1 − β₂ᵗ) in the first.
public struct AdamCoefficients: Hashable, Codable, Sendable {
  /// β₁, the decay rate of the mean of the gradients, at least 0 and less than 1.
  public var beta1: Double
  /// β₂, the decay rate of the mean of their squares, at least 0 and less than 1.
  public var beta2: Double
  /// ε, finite and positive.
  public var epsilon: Double
  /// Whether ε is added to √v instead of √v̂.
  public var usesUncorrectedEpsilon: Bool

  /// Creates coefficients, by default those of the paper.
  public init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    usesUncorrectedEpsilon: Bool = false
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.usesUncorrectedEpsilon = usesUncorrectedEpsilon
  }
}

extension AdamCoefficients: CustomStringConvertible {
  /// β₁, β₂ and ε, and where ε is added if that is not the default.
  public var description: String {
    "\(beta1) \(beta2) \(epsilon)" + (usesUncorrectedEpsilon ? " uncorrected" : "")
  }
}

extension AdamCoefficients {
  /// The coefficients of step t ≥ 1 with learning rate η, for the kernel's
  /// θ ← θ − α m / (ρ √v + ε).
  func step(_ t: Int, learningRate: Double) -> AdamStep {
    let meanCorrection = 1 - pow(beta1, Double(t))
    let rootCorrection = (1 - pow(beta2, Double(t))).squareRoot()
    return AdamStep(
      beta1: beta1, beta2: beta2,
      alpha: learningRate * (usesUncorrectedEpsilon ? rootCorrection : 1) / meanCorrection,
      rho: usesUncorrectedEpsilon ? 1 : 1 / rootCorrection, epsilon: epsilon)
  }
}
