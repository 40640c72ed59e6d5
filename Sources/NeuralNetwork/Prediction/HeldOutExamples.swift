public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization

/// Examples with their targets that a network is evaluated on and not trained on.
///
/// It shares the memory of the features with its caller. One forward pass gives the cost and, if the
/// targets are classes, the accuracy; the classes are those of ``Predictor``.
///
/// The result has the same bits for any number of threads.
public struct HeldOutExamples<Scalar: BLASScalar>: ~Copyable {
  private let features: Matrix<Scalar>
  private let targets: Targets
  private let threads: Int
  private let width: Int
  /// θ, and its layers.
  private let weights: AlignedBuffer<Scalar>
  private let layers: [Layer<Scalar>]
  /// The features of a block and its activations, one per thread.
  private let inputs: [Panel<Scalar>]
  private let workspaces: [BlockWorkspace<Scalar>]
  /// Each block's summed loss and number of correctly classified examples.
  private let losses: AlignedBuffer<Double>
  private let correctCounts: AlignedBuffer<Double>

  /// What the outputs are compared with.
  private enum Targets: Sendable {
    /// The unit of each example's class.
    case classes([Int32])
    /// The features of the example.
    case features
  }

  /// Allocates the workspace for the forward passes of a network.
  ///
  /// - Parameters:
  ///   - features: one example per row, m × n.
  ///   - targets: the class of each example, from 0, or the features.
  ///   - topology: the network; its inputs are the features.
  ///   - threads: the number of threads of an evaluation; by default one.
  /// - Precondition: the shapes agree.
  public init(
    features: Matrix<Scalar>, targets: ExampleTargets<Scalar>, topology: NetworkTopology,
    threads: Int = 1
  ) {
    precondition(features.columns == topology.inputCount, "one input unit per feature")
    targets.require(topology, exampleCount: features.rows)
    precondition(threads >= 1, "an evaluation needs at least one thread")
    let width = Predictor<Scalar>.blockWidth(exampleCount: features.rows)
    let blockCount = (features.rows + width - 1) / width
    let workers = max(min(threads, blockCount), 1)
    let layout = topology.parameterLayout
    let weights = AlignedBuffer<Scalar>(count: layout.parameterCount)
    self.features = features
    self.targets =
      switch targets {
      case .classes(let indices): .classes(indices.map(topology.unit))
      case .features: .features
      case .numbers: preconditionFailure("the targets are classes or features")
      }
    self.threads = workers
    self.width = width
    self.weights = weights
    layers = layout.regions.map { Layer(weights, region: $0) }
    inputs = (0..<workers).map { _ in
      Panel(
        AlignedBuffer<Scalar>(count: topology.inputCount * width), units: topology.inputCount,
        width: width)
    }
    workspaces = (0..<workers).map { _ in BlockWorkspace(topology: topology, width: width) }
    losses = AlignedBuffer(count: blockCount)
    correctCounts = AlignedBuffer(count: blockCount)
  }

  /// Evaluates the network at θ by one forward pass.
  ///
  /// - Parameters:
  ///   - point: θ.
  ///   - token: cuts the pass short, between two blocks of examples; by default nothing does.
  /// - Returns: the scores; `nil` from a pass that was cut short.
  /// - Complexity: 2 · m · P flops; no array is allocated.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func scores(
    at point: Span<Double>, interruptedBy token: StopToken = StopToken()
  ) -> ExampleScores? {
    precondition(point.count == weights.count, "one number per parameter")
    weights.assign(point)
    let (exampleCount, width) = (features.rows, width)
    let (features, targets, layers) = (features, targets, layers)
    let (inputs, workspaces) = (inputs, workspaces)
    let (losses, correctCounts) = (losses, correctCounts)
    Parallel.forEach(losses.count, threads: threads) { block, worker in
      if token.cutsWork() { return }
      let examples = block * width..<min((block + 1) * width, exampleCount)
      let workspace = workspaces[worker]
      inputs[worker].gather(rows: examples, of: features)
      workspace.activations[0].assignAffine(of: layers[0], applied: inputs[worker])
      let blockTargets: BlockTargets<Scalar> =
        switch targets {
        case .classes(let labels): .classes(labels[examples])
        case .features: .numbers(inputs[worker], exampleCount: examples.count)
        }
      let (loss, correctCount) = workspace.score(through: layers, targets: blockTargets)
      losses[block] = loss
      correctCounts[block] = Double(correctCount ?? 0)
    }
    if token.hasCutWork { return nil }
    var (loss, correctCount) = (0.0, 0.0)
    for block in 0..<losses.count {
      loss += losses[block]
      correctCount += correctCounts[block]
    }
    let areClasses = if case .classes = targets { true } else { false }
    return ExampleScores(
      cost: loss / Double(exampleCount), correctCount: areClasses ? Int(correctCount) : nil,
      exampleCount: exampleCount)
  }
}

/// The cost and the accuracy of a network on a set of examples, from one forward pass.
public struct ExampleScores: Hashable, Codable, Sendable {
  /// The mean loss of the examples, without the regularization; NaN without examples.
  public var cost: Double
  /// The number of examples classified correctly; `nil` for an autoencoder.
  public var correctCount: Int?
  /// The number of examples.
  public var exampleCount: Int

  /// Creates scores.
  public init(cost: Double, correctCount: Int?, exampleCount: Int) {
    self.cost = cost
    self.correctCount = correctCount
    self.exampleCount = exampleCount
  }

  /// The fraction of the examples classified correctly, NaN without examples; `nil` for an
  /// autoencoder.
  public var accuracy: Double? { correctCount.map { Double($0) / Double(exampleCount) } }
}
