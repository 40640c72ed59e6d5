public import NeuralNetwork
public import Optimization

/// The state of a phase between two iterations or epochs: all that its next iteration depends on,
/// besides the configuration and the examples.
public protocol PhaseState: Hashable, Codable, Sendable {
  /// The number of the phase's completed iterations or epochs.
  var iterations: Int { get }
  /// The duration of the phase so far, in seconds.
  var seconds: Double { get }
  /// θ.
  var parameters: [Double] { get }
  /// The kind of the state, by which a file tells its type.
  var kind: PhaseStateKind { get }
}

/// The kinds of phase states, with their names in checkpoints.
public enum PhaseStateKind: String, Codable, Sendable {
  /// ``PhaseStart``.
  case start
  /// ``MinimizationPhaseState``.
  case minimization
  /// ``SGDState``.
  case epochs
  /// ``NaturalGradientPhaseState``.
  case naturalGradient
}

/// The state of a phase that has not begun.
public struct PhaseStart: PhaseState {
  /// θ, where the phase begins.
  public var parameters: [Double]

  /// Creates the state from θ.
  public init(parameters: [Double]) { self.parameters = parameters }

  /// 0.
  public var iterations: Int { 0 }
  /// 0.
  public var seconds: Double { 0 }
  /// `start`.
  public var kind: PhaseStateKind { .start }
}

/// The state of a phase of a full-batch minimizer.
public struct MinimizationPhaseState<MinimizerState: Hashable & Codable & Sendable>: PhaseState {
  /// The state of the minimization, whose counts are in units of one evaluation over the phase's
  /// examples.
  public var minimization: MinimizationState<MinimizerState>
  /// What the examples outside the sample have shown; `nil` for all examples.
  public var unseen: UnseenChecks?

  /// Creates a state.
  public init(
    minimization: MinimizationState<MinimizerState>, unseen: UnseenChecks? = nil
  ) {
    self.minimization = minimization
    self.unseen = unseen
  }

  /// The number of the phase's completed iterations.
  public var iterations: Int { minimization.iteration }
  /// The duration of the phase so far, in seconds.
  public var seconds: Double { minimization.seconds }
  /// θ.
  public var parameters: [Double] { minimization.iterate.point }
  /// `minimization`.
  public var kind: PhaseStateKind { .minimization }
}

extension SGDState: PhaseState {
  /// The number of completed epochs.
  public var iterations: Int { epoch }
  /// `epochs`.
  public var kind: PhaseStateKind { .epochs }
}

/// The state of a natural-gradient phase.
public struct NaturalGradientPhaseState: PhaseState {
  /// The state of the algorithm.
  public var descent: NaturalGradientState
  /// The duration of the iterations so far, in seconds.
  public var seconds: Double

  /// Creates a state.
  public init(descent: NaturalGradientState, seconds: Double) {
    self.descent = descent
    self.seconds = seconds
  }

  /// The number of completed iterations.
  public var iterations: Int { descent.progress.iteration }
  /// θ, the average of the weights.
  public var parameters: [Double] { descent.average }
  /// `naturalGradient`.
  public var kind: PhaseStateKind { .naturalGradient }
}
