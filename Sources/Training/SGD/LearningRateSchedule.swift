internal import Foundation

/// How the learning rate η changes from epoch to epoch; epochs are counted from 0.
public enum LearningRateSchedule: Hashable, Codable, Sendable {
  /// η₀ in every epoch.
  case constant
  /// η₀ · factor^⌊epoch / every⌋: a step down every `every` epochs.
  case step(factor: Double, every: Int)
  /// η₀ / (1 + decay · epoch), the 1/t rule of Robbins and Monro (1951).
  case inverseTime(decay: Double)
  /// Half a period of a cosine from η₀ to the minimum, after a linear warm-up:
  ///
  ///     η₀ (epoch + 1) / (W + 1)                                      for epoch < W
  ///     η_min + (η₀ − η_min) (1 + cos(π (epoch − W) / (T − W))) / 2   for W ≤ epoch < T
  ///     η_min                                                         for epoch ≥ T
  ///
  /// with T = `epochs`, W = `warmUp` < T and η_min = `minimum`, in units of η.
  ///
  /// T is a part of the schedule, and not the number of epochs of the run, which may change when a
  /// run is resumed.
  ///
  /// Source: Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts"
  /// (ICLR 2017), without restarts; the warm-up is that of Goyal et al. (2017).
  case cosine(epochs: Int, warmUp: Int = 0, minimum: Double = 0)
  /// η₀ · factorⁿ, where n counts the plateaus of the training loss so far.
  ///
  /// A plateau is `patience` epochs in a row whose mean loss is not below L* − `tolerance`; L* is the
  /// loss of the last epoch that was below it, initially that of the first epoch. After a plateau the
  /// count of epochs begins again, and L* is kept.
  ///
  /// PyTorch's `ReduceLROnPlateau` with an absolute threshold, whose `patience` is one less. The
  /// defaults divide by 5 after two epochs, as scikit-learn documents `learning_rate="adaptive"`.
  case plateau(factor: Double = 0.2, patience: Int = 2, tolerance: Double = 1e-4)

  /// η in an epoch.
  ///
  /// - Parameters:
  ///   - initial: η₀.
  ///   - epoch: the epoch, counted from 0.
  ///   - reductions: n, the number of plateaus so far, which only `plateau` uses.
  /// - Returns: η.
  public func rate(initial: Double, epoch: Int, reductions: Int = 0) -> Double {
    switch self {
    case .constant: return initial
    case .step(let factor, let every):
      return (0..<epoch / max(every, 1)).reduce(initial) { rate, _ in rate * factor }
    case .inverseTime(let decay): return initial / (1 + decay * Double(epoch))
    case .cosine(let epochs, let warmUp, let minimum):
      if epoch < warmUp { return initial * (Double(epoch + 1) / Double(warmUp + 1)) }
      if epoch >= epochs { return minimum }
      let share = Double(epoch - warmUp) / Double(epochs - warmUp)
      return minimum + (initial - minimum) * (1 + cos(.pi * share)) / 2
    case .plateau(let factor, _, _):
      return (0..<reductions).reduce(initial) { rate, _ in rate * factor }
    }
  }

  /// Updates what the plateau schedule remembers, after an epoch with a mean loss.
  ///
  /// - Parameters:
  ///   - loss: the mean loss of the epoch.
  ///   - state: `nil` before the first epoch; the other schedules do not change it.
  public func note(_ loss: Double, in state: inout PlateauState?) {
    guard case .plateau(_, let patience, let tolerance) = self else { return }
    guard var known = state else {
      state = PlateauState(bestLoss: loss, epochsWithoutProgress: 0, reductions: 0)
      return
    }
    if loss < known.bestLoss - tolerance {
      (known.bestLoss, known.epochsWithoutProgress) = (loss, 0)
    } else {
      known.epochsWithoutProgress += 1
      if known.epochsWithoutProgress >= patience {
        known.epochsWithoutProgress = 0
        known.reductions += 1
      }
    }
    state = known
  }
}

/// What the plateau schedule remembers between two epochs.
public struct PlateauState: Hashable, Codable, Sendable {
  /// L*, the loss of the last epoch that made progress.
  public var bestLoss: Double
  /// The number of epochs since then, or since the last plateau.
  public var epochsWithoutProgress: Int
  /// n, the number of plateaus.
  public var reductions: Int
}

extension LearningRateSchedule: LosslessStringConvertible {
  /// Reads `constant`, `step:FACTOR:EPOCHS`, `inverse:DECAY`, `cosine:EPOCHS`,
  /// `cosine:EPOCHS:WARM-UP`, `cosine:EPOCHS:WARM-UP:MINIMUM`, `plateau`, or
  /// `plateau:FACTOR:PATIENCE:TOLERANCE`.
  ///
  /// - Returns: `nil` for any other text, and for invalid numbers: one that is negative or not finite,
  ///   less than one epoch per step or plateau, a warm-up that is not shorter than the cosine.
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
    case ("cosine", 1...3):
      guard let epochs = Int(parts[1]), let warmUp = parts.count > 2 ? Int(parts[2]) : 0,
        warmUp < epochs
      else { return nil }
      self = .cosine(
        epochs: epochs, warmUp: warmUp, minimum: parts.count > 3 ? numbers[2] : 0)
    case ("plateau", 0): self = .plateau()
    case ("plateau", 3):
      guard let patience = Int(parts[2]), patience >= 1 else { return nil }
      self = .plateau(factor: numbers[0], patience: patience, tolerance: numbers[2])
    default: return nil
    }
  }

  /// The schedule in the form that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .constant: "constant"
    case .step(let factor, let every): "step:\(factor):\(every)"
    case .inverseTime(let decay): "inverse:\(decay)"
    case .cosine(let epochs, let warmUp, let minimum): "cosine:\(epochs):\(warmUp):\(minimum)"
    case .plateau(let factor, let patience, let tolerance):
      "plateau:\(factor):\(patience):\(tolerance)"
    }
  }
}
