/// What moves the parameters along the gradient g of a mini-batch, with learning rate η.
public enum MiniBatchUpdate: Hashable, Codable, Sendable {
  /// θ ← θ − η g.
  case plain
  /// v ← μ v + g, θ ← θ − η v (Polyak 1964).
  case momentum(Double)
  /// v ← μ v + g, θ ← θ − η (g + μ v) (Nesterov's step as Sutskever et al. 2013 write it).
  case nesterov(Double)
}

extension MiniBatchUpdate: CustomStringConvertible {
  /// The rule's name with its μ.
  public var description: String {
    switch self {
    case .plain: "plain"
    case .momentum(let momentum): "momentum \(momentum)"
    case .nesterov(let momentum): "nesterov \(momentum)"
    }
  }
}
