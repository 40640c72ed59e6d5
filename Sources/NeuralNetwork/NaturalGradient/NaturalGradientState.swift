internal import Random

/// The state of ``NaturalGradientDescent`` between two iterations.
public struct NaturalGradientState: Hashable, Codable, Sendable {
  /// w.
  public var weights: [Double]
  /// v.
  public var velocity: [Double]
  /// w̄, θ of the run.
  public var average: [Double]
  /// How far the run is.
  public var progress: NaturalGradientProgress
}

/// How far a run of ``NaturalGradientDescent`` is: its counts, its order of mini-batches, and its last
/// refresh.
public struct NaturalGradientProgress: Hashable, Codable, Sendable {
  /// The number of completed iterations.
  public internal(set) var iteration = 0
  /// t, the number of steps.
  var step = 0
  /// η of the last step.
  var stepLength = 0.0
  /// The number of examples in all mini-batches so far.
  var examplesRead = 0
  /// The number of examples from which factors were computed.
  var examplesRefreshed = 0
  var windowsPerBatch = 1
  /// The number of passes at which the mini-batch doubles next.
  private var nextGrowth = 2
  /// The mean loss when the mini-batch doubled the last time.
  private var lastLoss: Double?
  /// Shuffles the windows, and seeds the random roots.
  var generator: Xoshiro256StarStar
  /// The order of the windows in the current pass, and the next one's position.
  private var order: [Int]
  private var position: Int
  /// The last refresh; `nil` before the first.
  var refresh: Refresh?

  /// The data from which factors can be recomputed.
  struct Refresh: Hashable, Codable, Sendable {
    /// w.
    var point: [Double]
    var windows: [Int]
    /// The seed of the random roots.
    var seed: UInt64
  }

  init(seed: UInt64, windowCount: Int) {
    generator = Xoshiro256StarStar(seed: seed)
    order = Array(0..<windowCount)
    position = windowCount
  }

  /// The windows of the next mini-batch, each window once per pass; fewer at the end of a pass.
  mutating func nextBatch() -> [Int] {
    if position == order.count {
      generator.permute(&order)
      position = 0
    }
    let end = min(position + windowsPerBatch, order.count)
    defer { position = end }
    return Array(order[position..<end])
  }

  /// `count` windows: some, and those that follow them in the order of the pass.
  func windows(beginningWith windows: [Int], count: Int) -> [Int] {
    let others = order.indices.lazy.map { order[(position + $0) % order.count] }
      .filter { !windows.contains($0) }
    return Array((windows + others.prefix(max(0, count - windows.count))).prefix(count))
  }

  /// Doubles the mini-batch if the passes have doubled.
  ///
  /// - Parameters:
  ///   - meanLoss: the mean loss of the last iteration.
  ///   - exampleCount: m.
  /// - Returns: whether the run is finished: the mini-batch would be more than half of the examples,
  ///   or the mean loss has decreased by less than 15 % since the last time, after eight passes.
  mutating func growBatchIfDue(after meanLoss: Double, exampleCount: Int) -> Bool {
    guard examplesRead >= nextGrowth * exampleCount else { return false }
    let isSlow = lastLoss.map { !(meanLoss < 0.85 * $0) } ?? false
    if 4 * windowsPerBatch > order.count || (nextGrowth >= 8 && isSlow) { return true }
    windowsPerBatch *= 2
    nextGrowth *= 2
    lastLoss = meanLoss
    return false
  }

  /// Whether the progress is that of a run on so many windows and parameters.
  func fits(windowCount: Int, parameterCount: Int) -> Bool {
    order.sorted() == Array(0..<windowCount) && (0...windowCount).contains(position)
      && (1...windowCount).contains(windowsPerBatch) && examplesRead >= 0 && step >= 0
      && iteration >= 0 && examplesRefreshed >= 0 && nextGrowth >= 2
      && (refresh.map {
        $0.point.count == parameterCount
          && $0.windows.allSatisfy { (0..<windowCount).contains($0) } && !$0.windows.isEmpty
      } ?? (step == 0))
  }
}

/// What an iteration of ``NaturalGradientDescent`` has found.
public struct NaturalGradientStatistics: Hashable, Sendable {
  /// The mean loss of the mini-batches, each before its step, without the regularization.
  public var meanLoss: Double
  /// η of the last step.
  public var stepLength: Double
  /// Whether a minimizer over all examples should go on.
  public var isFinished: Bool
  /// Whether the loss and all parameters are finite.
  public var isFinite: Bool
}
