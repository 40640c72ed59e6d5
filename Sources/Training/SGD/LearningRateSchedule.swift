/// How the learning rate η changes from epoch to epoch.
public enum LearningRateSchedule: Hashable, Codable, Sendable {
  /// η₀ in every epoch.
  case constant
  /// η₀ · factor^⌊epoch / every⌋: a step down every `every` epochs.
  case step(factor: Double, every: Int)
  /// η₀ / (1 + decay · epoch), the 1/t rule of Robbins and Monro (1951).
  case inverseTime(decay: Double)

  /// η in an epoch, counted from 0.
  public func rate(initial: Double, epoch: Int) -> Double {
    switch self {
    case .constant: return initial
    case .step(let factor, let every):
      return (0..<epoch / max(every, 1)).reduce(initial) { rate, _ in rate * factor }
    case .inverseTime(let decay): return initial / (1 + decay * Double(epoch))
    }
  }
}

extension LearningRateSchedule: LosslessStringConvertible {
  /// Reads `constant`, `step:FACTOR:EPOCHS` or `inverse:DECAY`.
  ///
  /// - Returns: `nil` for any other text, and for invalid numbers: a factor or a decay that is
  ///   negative or not finite, or less than one epoch per step.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.dropFirst().compactMap { Double($0) }.filter { $0 >= 0 && $0.isFinite }
    guard numbers.count == parts.count - 1 else { return nil }
    switch (parts[0], numbers.count) {
    case ("constant", 0): self = .constant
    case ("step", 2):
      guard let every = Int(parts[2]), every >= 1 else { return nil }
      self = .step(factor: numbers[0], every: every)
    case ("inverse", 1): self = .inverseTime(decay: numbers[0])
    default: return nil
    }
  }

  /// The schedule in the form that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .constant: "constant"
    case .step(let factor, let every): "step:\(factor):\(every)"
    case .inverseTime(let decay): "inverse:\(decay)"
    }
  }
}
