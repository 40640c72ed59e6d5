/// The update rule of a conjugate gradient method: β in dₖ₊₁ = −gₖ₊₁ + β dₖ.
///
/// With g = ∇f(xₖ), g₊ = ∇f(xₖ₊₁), y = g₊ − g and d = dₖ. On a quadratic with exact line searches
/// all rules are the same.
public enum ConjugateGradientUpdate: String, Hashable, Codable, Sendable, CaseIterable {
  /// ‖g₊‖² / ‖g‖² (Fletcher and Reeves 1964).
  case fletcherReeves
  /// max(0, g₊ᵀy / ‖g‖²) (Polak and Ribière 1969; the "+" is Gilbert and Nocedal's, 1992).
  case polakRibierePlus
  /// g₊ᵀy / dᵀy (Hestenes and Stiefel 1952), not below 0.
  case hestenesStiefel
  /// ‖g₊‖² / dᵀy (Dai and Yuan 1999).
  case daiYuan
  /// (y − 2d ‖y‖² / dᵀy)ᵀ g₊ / dᵀy, not below −1 / (‖d‖ min(0.01, ‖g‖)) (Hager and Zhang 2005,
  /// equations 1.3 to 1.6): every direction then descends, dᵀg ≤ −⅞ ‖g‖², for any line search.
  case hagerZhang
}

extension ConjugateGradientUpdate {
  /// β, from g, g₊, y and d.
  func coefficient(old: [Double], new: [Double], change: [Double], direction: [Double]) -> Double {
    switch self {
    case .fletcherReeves:
      return Vector.dot(new, new) / Vector.dot(old, old)
    case .polakRibierePlus:
      return max(0, Vector.dot(new, change) / Vector.dot(old, old))
    case .hestenesStiefel:
      return max(0, Vector.dot(new, change) / Vector.dot(direction, change))
    case .daiYuan:
      return Vector.dot(new, new) / Vector.dot(direction, change)
    case .hagerZhang:
      let (directionChange, newChange) = Vector.dots(direction, new, with: change)
      let ratio = Vector.dot(change, change) / directionChange
      let beta = (newChange - 2 * ratio * Vector.dot(direction, new)) / directionChange
      let lowest =
        -1 / (Vector.euclideanNorm(direction) * min(0.01, Vector.euclideanNorm(old)))
      return max(beta, lowest)
    }
  }
}
