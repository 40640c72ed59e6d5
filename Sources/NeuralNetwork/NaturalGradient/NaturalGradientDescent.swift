public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization
internal import Random

/// Stochastic natural-gradient descent: mini-batches, Kronecker factors, momentum and averaging.
///
/// The start of a training run. On a mini-batch with mean loss gradient g, regularization included,
///
///     d = (F + γ²)⁻¹ g                       F ≈ A ⊗ G, ``StochasticFactors``; γ² = 10⁻² + λ/m
///     η = min(1, √(κ / gᵀd))                 κ = 2 · 10⁻²: η² dᵀ(F + γ²)d ≤ κ
///     v ← μ v + η d,  w ← w − η d − μ v      Nesterov's momentum, μ = 0.8
///     w̄ ← w̄ + 17/(t + 16) (w − w̄)            the average, θ of the run
///
/// so that there is no learning rate. A mini-batch consists of whole windows of the layout, which are
/// random samples. It begins with one, at least 256 examples, and doubles when the passes over the
/// examples have doubled, from two on, which has the effect of a decreasing step length. The factors
/// are renewed every 50 steps, and three times in the first 16.
///
/// An *iteration* is as many steps as read a quarter of what was read before, at least one. The
/// algorithm is finished when its mini-batch would be more than half of the examples, or when, after
/// eight passes, doubling them has decreased the mean loss by less than 15 %: then a minimizer makes
/// better use of a pass over all examples.
///
/// The result has the same bits for any number of threads.
///
/// Sources: J. Martens and R. Grosse, ICML 2015 (arXiv:1503.05671), for the factors; J. Ba, R. Grosse
/// and J. Martens, ICLR 2017, for the limit κ; I. Sutskever et al., ICML 2013, for the momentum;
/// O. Shamir and T. Zhang, ICML 2013, for the average; S. L. Smith et al., ICLR 2018, for the growing
/// batch. `docs/algorithms/natural-gradient.md` has the measurements behind the constants.
///
/// - Complexity: a step costs an evaluation over its mini-batch and the product of g with the
///   inverses, at most a quarter of that for 1024 examples.
public struct NaturalGradientDescent<Scalar: BLASScalar>: ~Copyable {
  private let engine: NetworkEngine<Scalar>
  private let factors: StochasticFactors<Scalar>
  /// λ/m for weights, 0 for biases.
  private let decay: AlignedBuffer<Scalar>
  /// γ².
  private let damping: Double
  private let gradient: AlignedBuffer<Scalar>
  private let direction: AlignedBuffer<Scalar>
  private let velocity: AlignedBuffer<Scalar>
  private let average: AlignedBuffer<Scalar>
  /// What the next iteration depends on, but for the vectors.
  private var progress: NaturalGradientProgress

  /// κ.
  private static var lengthLimit: Double { 2e-2 }
  /// γ² without λ/m.
  private static var damping: Double { 1e-2 }
  /// μ.
  private static var momentum: Double { 0.8 }
  /// The weights of the average are proportional to about the 16th power of the step.
  private static var averagingPower: Double { 16 }
  private static var refreshInterval: Int { 50 }
  private static var earlyRefreshes: [Int] { [0, 5, 15] }
  /// The most pieces of a mini-batch that threads take.
  private static var pieceCount: Int { 16 }

  /// Prepares a run on the examples of a cost; ``restore(_:)`` or ``begin(at:seed:)`` sets its state.
  ///
  /// - Parameters:
  ///   - objective: the cost over all examples, with which it shares their layout.
  ///   - stopToken: may cut the preparation short, a few passes over some of the features.
  /// - Complexity: a few passes over 2048 examples, and nine vectors of memory.
  public init(_ objective: borrowing NetworkObjective<Scalar>, stopToken: StopToken = StopToken()) {
    let examples = objective.examples
    let count = examples.layout.parameterCount
    engine = NetworkEngine(on: examples, sample: examples.all, pieceCount: Self.pieceCount)
    factors = StochasticFactors(
      on: examples, exampleCount: Self.refreshExamples(of: examples.count),
      pieceCount: Self.pieceCount, stopToken: stopToken)
    let decay = objective.regularization / Double(examples.count)
    self.decay = AlignedBuffer(count: count)
    for layer in examples.layout.regions.indices {
      self.decay.fill(Scalar(decay), in: examples.layout.weightRange(layer: layer))
    }
    damping = Self.damping + decay
    gradient = AlignedBuffer(count: count)
    direction = AlignedBuffer(count: count)
    velocity = AlignedBuffer(count: count)
    average = AlignedBuffer(count: count)
    progress = NaturalGradientProgress(seed: 0, windowCount: examples.windowCount)
  }

  /// Whether a cost has enough examples for mini-batches: at least four windows.
  public static func isUseful(for objective: borrowing NetworkObjective<Scalar>) -> Bool {
    objective.examples.windowCount >= 4
  }

  /// An eighth of the examples, between 512 and 2048.
  private static func refreshExamples(of count: Int) -> Int { min(2048, max(512, count / 8)) }
}

extension NaturalGradientDescent {
  /// θ, the average of the weights.
  public var parameters: [Double] { average.numbers }
  /// The number of completed iterations.
  public var iteration: Int { progress.iteration }

  /// The evaluations so far, in units of one over all examples.
  public var evaluations: EvaluationCounts {
    let count = Double(engine.examples.count)
    return EvaluationCounts(
      gradients: Double(progress.examplesRead) / count,
      preconditionerRefreshes: Double(progress.examplesRefreshed) / count)
  }

  /// The fraction of the examples in a mini-batch.
  public var sampleFraction: Double {
    let count = progress.windowsPerBatch * engine.examples.windowSize
    return min(1, Double(count) / Double(engine.examples.count))
  }

  /// At most as many passes as the next iteration takes.
  public var passesOfNextIteration: Double {
    let count = engine.examples.count
    let batch = Int((sampleFraction * Double(count)).rounded(.up))
    let read = progress.examplesRead / 4 + batch
    let refreshes = 1 + read / batch / Self.refreshInterval
    return Double(read + refreshes * max(batch, Self.refreshExamples(of: count))) / Double(count)
  }

  /// Begins a run.
  ///
  /// - Parameters:
  ///   - point: θ₀.
  ///   - seed: of the order of the mini-batches, and of the random roots.
  public mutating func begin(at point: Span<Double>, seed: UInt64) {
    engine.forward.assign(point)
    average.assign(point)
    velocity.fill(0)
    progress = NaturalGradientProgress(seed: seed, windowCount: engine.examples.windowCount)
  }

  /// Takes the steps of one iteration.
  ///
  /// - Parameter goesOn: called before each step; after `false` the iteration is abandoned.
  /// - Returns: what the steps have found; `nil` from an abandoned iteration, after which
  ///   ``restore(_:)`` must restore a state.
  public mutating func iterate(while goesOn: () -> Bool) -> NaturalGradientStatistics? {
    let first = progress.examplesRead
    var loss = 0.0
    repeat {
      guard goesOn() else { return nil }
      let batch = progress.nextBatch()
      layOut(batch)
      refreshIfDue(batch)
      loss += step(over: pieces(of: batch))
    } while progress.examplesRead < first + first / 4
    progress.iteration += 1
    let meanLoss = loss / Double(progress.examplesRead - first)
    let isFinished = progress.growBatchIfDue(
      after: meanLoss, exampleCount: engine.examples.count)
    return NaturalGradientStatistics(
      meanLoss: meanLoss, stepLength: progress.stepLength, isFinished: isFinished,
      isFinite: meanLoss.isFinite && average.isFinite)
  }

  /// Takes a step; returns Σ loss of the batch before it.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private mutating func step(over batch: ShardPlan) -> Double {
    let weights = engine.forward.weights
    let (loss, sum) = engine.lossAndGradient(over: batch)
    let count = engine.examples.exampleCount(in: batch)
    gradient.assign(sum, scaledBy: Scalar(1 / Double(count)), adding: decay, times: weights)
    factors.apply(to: gradient, into: direction)
    let form = gradient.dot(direction)
    let length = min(1, (Self.lengthLimit / max(form, 1e-300)).squareRoot())
    progress.step += 1
    progress.stepLength = length
    progress.examplesRead += count
    let share =
      (1 + Self.averagingPower) / (Double(progress.step) + Self.averagingPower)
    weights.stepWithAveraging(
      along: direction, length: Scalar(length), momentum: Scalar(Self.momentum),
      velocity: velocity, average: average, share: Scalar(share))
    return loss
  }
}

extension NaturalGradientDescent {
  /// The blocks of some windows, in pieces that threads take.
  private func pieces(of windows: [Int]) -> ShardPlan {
    engine.examples.pieces(of: windows, atMost: Self.pieceCount)
  }

  /// Lays out the windows of the batch, and of the next ones if all threads can work on them.
  private func layOut(_ batch: [Int]) {
    let (examples, threads) = (engine.examples, engine.examples.threads)
    guard !examples.features.areLaidOut(batch) else { return }
    let windows = progress.windows(beginningWith: batch, count: max(batch.count, 2 * threads))
    examples.features.layOut(windows: windows, threads: threads)
  }

  /// Renews the factors from the batch, and the windows after it, if they are due.
  private mutating func refreshIfDue(_ batch: [Int]) {
    guard
      progress.step % Self.refreshInterval == 0 || Self.earlyRefreshes.contains(progress.step)
    else { return }
    let wanted = Self.refreshExamples(of: engine.examples.count) / engine.examples.windowSize
    let windows = progress.windows(beginningWith: batch, count: max(1, wanted))
    progress.refresh = .init(
      point: engine.forward.weights.numbers, windows: windows, seed: progress.generator.next())
    refresh()
    progress.examplesRefreshed += engine.examples.exampleCount(in: pieces(of: windows))
  }

  /// Computes the factors of the last refresh, at the current weights.
  private func refresh() {
    guard let refresh = progress.refresh else { return }
    factors.refresh(
      over: pieces(of: refresh.windows), at: engine.forward, seed: refresh.seed, damping: damping)
  }

  /// The state between two iterations.
  public var state: NaturalGradientState {
    NaturalGradientState(
      weights: engine.forward.weights.numbers, velocity: velocity.numbers,
      average: average.numbers, progress: progress)
  }

  /// Continues from a saved state; the factors are computed again.
  ///
  /// - Throws: `OptimizationError` if the state belongs to another network or other examples.
  public mutating func restore(_ state: NaturalGradientState) throws(OptimizationError) {
    let count = average.count
    guard [state.weights, state.velocity, state.average].allSatisfy({ $0.count == count }),
      state.progress.fits(windowCount: engine.examples.windowCount, parameterCount: count)
    else {
      throw .unsuitableState(
        minimizer: "natural-gradient descent",
        reason: "it is not for \(count) parameters and \(engine.examples.count) examples")
    }
    progress = state.progress
    if let refresh = progress.refresh {
      engine.forward.assign(refresh.point.span)
      self.refresh()
    }
    engine.forward.assign(state.weights.span)
    velocity.assign(state.velocity.span)
    average.assign(state.average.span)
  }
}
