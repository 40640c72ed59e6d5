/// The update rule for the gradient g of a mini-batch, with learning rate η.
public enum MiniBatchUpdate: Hashable, Codable, Sendable {
  /// θ ← θ − η g.
  case plain
  /// v ← μ v + g, θ ← θ − η v (Polyak 1964).
  case momentum(Double)
  /// v ← μ v + g, θ ← θ − η (g + μ v) (Nesterov's step as Sutskever et al. 2013 write it).
  case nesterov(Double)
  /// Adam, whose g includes the regularization λ/m w; see ``AdamCoefficients`` for its step.
  case adam(AdamCoefficients = AdamCoefficients())
  /// Adam with decoupled weight decay: θ ← (1 − η λ/m) θ before the step, biases excepted, and g is
  /// the gradient of the loss alone (Loshchilov and Hutter 2019).
  case adamW(AdamCoefficients = AdamCoefficients())
}

extension MiniBatchUpdate {
  /// The coefficients of Adam; `nil` for the other rules.
  public var adamCoefficients: AdamCoefficients? {
    switch self {
    case .plain, .momentum, .nesterov: nil
    case .adam(let coefficients), .adamW(let coefficients): coefficients
    }
  }

  /// Whether the weight decay is a step of its own and not a part of g.
  var decouplesDecay: Bool {
    if case .adamW = self { true } else { false }
  }
}

extension MiniBatchUpdate: CustomStringConvertible {
  /// The rule's name with its coefficients.
  public var description: String {
    switch self {
    case .plain: "plain"
    case .momentum(let momentum): "momentum \(momentum)"
    case .nesterov(let momentum): "nesterov \(momentum)"
    case .adam(let coefficients): "adam \(coefficients)"
    case .adamW(let coefficients): "adamw \(coefficients)"
    }
  }
}
