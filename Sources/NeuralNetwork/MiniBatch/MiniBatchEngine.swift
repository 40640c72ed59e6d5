public import LinearAlgebra
internal import NetworkKernels

/// A network whose parameters are updated by mini-batches.
///
/// A mini-batch goes through the same panels as a block of the full batch, but its features are not
/// gathered: the first layer reads each example's list of non-zero features (`ListedExamples`).
/// Parameters and velocity are held in `Scalar`; a plain step without clipping adds the scaled
/// gradient directly to the weights, without a gradient buffer. An update allocates nothing.
public struct MiniBatchEngine<Scalar: BLASScalar>: ~Copyable {
  /// The loss and the correct examples of a mini-batch before its update.
  public struct Outcome: Sendable {
    /// Σ loss over the batch, without the regularization.
    public var loss: Double
    /// The number of the batch's examples that were classified correctly; `nil` for targets that
    /// are numbers.
    public var correct: Int?
  }

  /// The network's shape.
  public let topology: NetworkTopology
  let layout: ParameterLayout
  let features: ListedExamples<Scalar>
  var targets: ListedTargets<Scalar>
  let update: MiniBatchUpdate
  let clipNorm: Double?
  /// λ/m.
  let decay: Double
  let weights: AlignedBuffer<Scalar>
  let weightLayers: [Layer<Scalar>]
  let gradient: AlignedBuffer<Scalar>
  let gradientLayers: [Layer<Scalar>]
  let velocity: AlignedBuffer<Scalar>
  let squares: AlignedBuffer<Scalar>
  private var stepCount = 0
  let workspace: BlockWorkspace<Scalar>

  /// Allocates the workspace for batches of up to `batchSize` examples.
  ///
  /// - Parameters:
  ///   - topology: the network.
  ///   - features: one example per row.
  ///   - targets: what the outputs are compared with: the class of each example, or numbers in 0…1,
  ///     which is not checked; softmax needs classes.
  ///   - parameters: θ₀.
  ///   - regularization: λ ≥ 0; λ/m w is a part of g, biases excepted, so that a plain step shrinks
  ///     the weights by η λ/m; `adamW` shrinks them by the same factor in a step of its own.
  ///   - batchSize: the maximum number of examples of a step, at least 1.
  ///   - update: the update rule.
  ///   - clipNorm: the greatest 2-norm of the gradient of the batch's mean loss, positive; a longer
  ///     one is scaled to it. `nil` for no limit.
  /// - Precondition: the shapes agree.
  public init(
    topology: NetworkTopology, features: Matrix<Scalar>, targets: ExampleTargets<Scalar>,
    parameters: [Double], regularization: Double, batchSize: Int, update: MiniBatchUpdate,
    clipNorm: Double? = nil
  ) {
    let layout = topology.parameterLayout
    precondition(features.columns == topology.inputCount, "one input unit per feature")
    targets.require(topology, exampleCount: features.rows)
    precondition(regularization >= 0 && regularization.isFinite, "λ is a finite number ≥ 0")
    precondition(parameters.count == layout.parameterCount, "one number per parameter")
    precondition(batchSize >= 1, "a mini-batch has at least one example")
    precondition(clipNorm ?? 1 > 0, "a gradient is clipped to a positive norm")
    self.topology = topology
    self.layout = layout
    let listed = ListedExamples(features)
    self.features = listed
    self.targets = ListedTargets(
      targets, features: listed, topology: topology, batchSize: batchSize)
    self.update = update
    self.clipNorm = clipNorm
    decay = regularization / Double(features.rows)
    let weights = AlignedBuffer<Scalar>(count: layout.parameterCount)
    weights.assign(parameters.span)
    self.weights = weights
    weightLayers = layout.regions.map { Layer(weights, region: $0) }
    let usesGradient = update != .plain || clipNorm != nil
    let gradient = AlignedBuffer<Scalar>(count: usesGradient ? layout.parameterCount : 0)
    self.gradient = gradient
    gradientLayers = usesGradient ? layout.regions.map { Layer(gradient, region: $0) } : []
    velocity = AlignedBuffer(count: update == .plain ? 0 : layout.parameterCount)
    squares = AlignedBuffer(count: update.adamCoefficients == nil ? 0 : layout.parameterCount)
    workspace = BlockWorkspace(topology: topology, width: batchSize)
  }
}

extension MiniBatchEngine {
  /// θ, the current parameters.
  public var parameters: [Double] { weights.numbers }

  /// v, the current velocity, or Adam's m; empty for plain steps.
  public var velocityVector: [Double] { velocity.numbers }

  /// Adam's v, the mean of the squared gradients; empty for the other rules.
  public var squaresVector: [Double] { squares.numbers }

  /// Continues from saved parameters, the saved vectors of the update rule, and the number of steps
  /// that were made, which corrects the bias of Adam's means.
  ///
  /// - Precondition: the vectors are as long as those of this engine.
  public mutating func restore(
    parameters: [Double], velocity saved: [Double], squares savedSquares: [Double] = [],
    stepCount: Int = 0
  ) {
    weights.assign(parameters.span)
    velocity.assign(saved.span)
    squares.assign(savedSquares.span)
    self.stepCount = stepCount
  }

  /// Updates θ by a step against the gradient of the mean loss of some examples.
  ///
  /// - Parameters:
  ///   - examples: the mini-batch, by the indices of the examples; at most the batch size.
  ///   - learningRate: η.
  /// - Returns: the loss and the number of correct examples before the update.
  /// - Complexity: 4 · batch · P flops.
  public mutating func step(examples: ArraySlice<Int>, learningRate: Double) -> Outcome {
    step(examples: examples, learningRate: learningRate, while: { true })!
  }

  /// Updates θ by a step against the gradient of the mean loss of some examples, unless it is stopped.
  ///
  /// - Parameters:
  ///   - examples: the mini-batch, by the indices of the examples; at most the batch size.
  ///   - learningRate: η.
  ///   - goesOn: called between the passes of a step on 256 examples or more; after `false` the step
  ///     is abandoned.
  /// - Returns: the loss and the number of correct examples before the update; `nil` if the step
  ///   was stopped, and then θ is unchanged.
  /// - Complexity: 4 · batch · P flops.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func step(
    examples: ArraySlice<Int>, learningRate: Double, while goesOn: () -> Bool
  ) -> Outcome? {
    guard let outcome = computeErrors(examples: examples, while: goesOn) else { return nil }
    stepCount += 1
    if gradient.count == 0 {
      stepPlain(learningRate, examples: examples)
    } else {
      assignGradient(examples: examples)
      stepAgainstGradient(learningRate)
    }
    return outcome
  }

  /// Computes the outputs and the errors δ of some examples in the workspace.
  private mutating func computeErrors(
    examples: ArraySlice<Int>, while goesOn: () -> Bool
  ) -> Outcome? {
    let isLong = examples.count >= 256
    let targets = targets.gather(examples)
    features.multiply(examples: examples, by: weightLayers[0], into: workspace.activations[0])
    if isLong, !goesOn() { return nil }
    let loss = workspace.forward(through: weightLayers, targets: targets)
    let correct = workspace.correctCount(targets: targets)
    if isLong, !goesOn() { return nil }
    workspace.backpropagateErrors(through: weightLayers, targets: targets)
    if isLong, !goesOn() { return nil }
    return Outcome(loss: loss, correct: correct)
  }

  /// θ ← (1 − η λ/m) θ − η/B Σ δ aᵀ, with biases that are not shrunk.
  private func stepPlain(_ learningRate: Double, examples: ArraySlice<Int>) {
    shrinkWeights(learningRate)
    accumulate(
      into: weightLayers, examples: examples,
      scale: Scalar(-learningRate / Double(examples.count)))
  }

  /// w ← (1 − η λ/m) w.
  private func shrinkWeights(_ learningRate: Double) {
    guard decay > 0 else { return }
    let keep = Scalar(1 - learningRate * decay)
    for layer in weightLayers { layer.scaleWeights(by: keep) }
  }

  /// g ← clip(1/B Σ δ aᵀ) + λ/m w, where clip(x) = x min(1, c/‖x‖₂), and without the last term if the
  /// rule decouples it.
  private func assignGradient(examples: ArraySlice<Int>) {
    gradient.fill(0)
    accumulate(
      into: gradientLayers, examples: examples, scale: Scalar(1 / Double(examples.count)))
    if let clipNorm {
      let norm = gradient.norm
      if norm > clipNorm { gradient.scale(by: Scalar(clipNorm / norm)) }
    }
    guard decay > 0, !update.decouplesDecay else { return }
    for layer in layout.regions.indices {
      gradient.add(Scalar(decay), times: weights, in: layout.weightRange(layer: layer))
    }
  }

  private func stepAgainstGradient(_ learningRate: Double) {
    switch update {
    case .plain: weights.add(Scalar(-learningRate), times: gradient, in: 0..<weights.count)
    case .momentum(let momentum):
      weights.stepWithMomentum(
        Scalar(momentum), velocity: velocity, against: gradient,
        learningRate: Scalar(learningRate))
    case .nesterov(let momentum):
      weights.stepWithNesterovMomentum(
        Scalar(momentum), velocity: velocity, against: gradient,
        learningRate: Scalar(learningRate))
    case .adam(let coefficients), .adamW(let coefficients):
      if update.decouplesDecay { shrinkWeights(learningRate) }
      weights.stepWithAdam(
        coefficients.step(stepCount, learningRate: learningRate), mean: velocity, square: squares,
        against: gradient)
    }
  }

  /// layers ← layers + scale · Σ δ aᵀ.
  private func accumulate(
    into layers: [Layer<Scalar>], examples: ArraySlice<Int>, scale: Scalar
  ) {
    let errors = workspace.errors
    layers[0].accumulateBiasGradient(errors: errors[0], scale: scale)
    features.addOuterProducts(examples: examples, errors: errors[0], scale: scale, to: layers[0])
    for index in layers.indices.dropFirst() {
      layers[index].accumulateGradient(
        inputs: workspace.activations[index - 1], errors: errors[index], scale: scale)
    }
  }
}
