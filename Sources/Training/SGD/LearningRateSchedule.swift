/// How the learning rate η changes from epoch to epoch.
public enum LearningRateSchedule: Hashable, Codable, Sendable {
  /// η₀ in every epoch.
  case constant
  /// η₀ · factor^⌊epoch / every⌋: a step down after each so many epochs.
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
