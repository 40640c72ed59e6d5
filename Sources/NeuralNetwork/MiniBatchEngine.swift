public import LinearAlgebra
internal import NetworkKernels

/// A network whose parameters are moved by one mini-batch of examples after the other.
///
/// A mini-batch goes through the same panels as a block of the full batch, but its features are not
/// gathered: the first layer reads each example's list of non-zero features (``ListedExamples``).
/// Parameters and velocity are held in `Scalar`; a plain step adds the scaled gradient straight to
/// the weights, without a gradient buffer in between. An update allocates nothing.
public struct MiniBatchEngine<Scalar: BLASScalar>: ~Copyable {
  /// What a mini-batch had before its update.
  public struct Outcome: Sendable {
    /// Σ loss over the batch, without the regularization.
    public var loss: Double
    /// How many of the batch's examples were classified correctly.
    public var correct: Int
  }

  /// The network's shape.
  public let topology: NetworkTopology
  let layout: ParameterLayout
  let features: ListedExamples<Scalar>
  let classIndices: [Int32]
  let update: MiniBatchUpdate
  /// λ/m.
  let decay: Double
  let weights: AlignedBuffer<Scalar>
  let weightLayers: [Layer<Scalar>]
  let gradient: AlignedBuffer<Scalar>
  let gradientLayers: [Layer<Scalar>]
  let velocity: AlignedBuffer<Scalar>
  let workspace: BlockWorkspace<Scalar>
  var labels: [Int32]

  /// Takes the memory for batches of up to `batchSize` examples.
  ///
  /// - Parameters:
  ///   - features: one example a row.
  ///   - regularization: λ; each step shrinks the weights by η λ/m, biases excepted.
  public init(
    topology: NetworkTopology, features: Matrix<Scalar>, classIndices: [Int],
    parameters: [Double], regularization: Double, batchSize: Int, update: MiniBatchUpdate
  ) {
    let layout = topology.parameterLayout
    precondition(features.columns == topology.inputCount, "one input unit a feature")
    precondition(classIndices.count == features.rows, "one class an example")
    precondition(
      classIndices.allSatisfy { (0..<topology.classCount).contains($0) },
      "a class index lies below the number of output units")
    precondition(regularization >= 0 && regularization.isFinite, "λ is a finite number ≥ 0")
    precondition(parameters.count == layout.parameterCount, "one number a parameter")
    precondition(batchSize >= 1, "a mini-batch has at least one example")
    self.topology = topology
    self.layout = layout
    self.features = ListedExamples(features)
    self.classIndices = classIndices.map { Int32($0) }
    self.update = update
    decay = regularization / Double(features.rows)
    let weights = AlignedBuffer<Scalar>(count: layout.parameterCount)
    weights.assign(parameters.span)
    self.weights = weights
    weightLayers = layout.regions.map { Layer(weights, region: $0) }
    let gradient = AlignedBuffer<Scalar>(count: update == .plain ? 0 : layout.parameterCount)
    self.gradient = gradient
    gradientLayers =
      update == .plain ? [] : layout.regions.map { Layer(gradient, region: $0) }
    velocity = AlignedBuffer(count: gradient.count)
    workspace = BlockWorkspace(topology: topology, width: batchSize)
    labels = [Int32](repeating: 0, count: batchSize)
  }
}
