internal import LinearAlgebra
internal import NetworkKernels
internal import Optimization
internal import Random

/// The examples of a network in the layout of the kernels, cut into blocks, shards and samples.
///
/// It never changes, so the cost and other objects computed from the examples, such as Kronecker
/// factors, share its memory; each has its own workspace.
struct NetworkExamples<Scalar: BLASScalar>: Sendable {
  let topology: NetworkTopology
  let layout: ParameterLayout
  /// m.
  let count: Int
  let features: GroupedFeatures<Scalar>
  /// The class index of each lane that holds an example, block after block.
  let classIndices: [Int32]
  /// Each contains the one before; the last is all examples.
  let samples: [Sample]
  /// The number of threads that work on them.
  let threads: Int

  init(
    topology: NetworkTopology, features matrix: borrowing Matrix<Scalar>, classIndices: [Int],
    sampleFractions: [Double], threads: Int
  ) {
    // Blocks of a random order are random samples of the examples.
    var generator = Xoshiro256StarStar(seed: 0)
    var order = Array(0..<matrix.rows)
    generator.permute(&order)
    let features = GroupedFeatures(
      matrix, order: order, blocksPerWindow: Self.blocksPerWindow(exampleCount: matrix.rows),
      threads: threads)
    self.topology = topology
    layout = topology.parameterLayout
    count = matrix.rows
    self.features = features
    self.classIndices = features.order.map { Int32(classIndices[$0]) }
    samples = Sample.nested(
      fractions: sampleFractions, of: matrix.rows, width: features.width,
      blocksPerWindow: features.blocksPerWindow)
    self.threads = threads
  }

  /// The number of blocks in which alike examples are grouped: more of them make evaluations faster,
  /// fewer allow mini-batches, which are whole windows, to be smaller.
  private static func blocksPerWindow(exampleCount: Int) -> Int {
    return exampleCount < 16_384 ? 1 : 4
  }

  /// The sample of all examples.
  var all: Sample { samples.last! }

  /// The fraction of the examples that are in a sample.
  func fraction(of sample: Sample) -> Double { Double(sample.exampleCount) / Double(count) }

  /// The sample with a fraction of the examples; `nil` if there is none.
  func sample(fraction: Double) -> Sample? {
    samples.first { self.fraction(of: $0) == fraction }
  }

  /// The current sample of a run.
  ///
  /// - Precondition: the subsample comes from a cost on these examples.
  func sample(in context: EvaluationContext) -> Sample {
    guard let sample = sample(fraction: context.subsample?.fraction ?? 1) else {
      preconditionFailure("the subsample belongs to other examples")
    }
    return sample
  }

  /// The positions of a block's examples among all lanes.
  func lanes(ofBlock block: Int) -> Range<Int> {
    let start = block * features.width
    return start..<start + features.exampleCount(inBlock: block)
  }
}

extension NetworkExamples {
  /// The number of windows, random samples of the examples.
  var windowCount: Int {
    (features.blockCount + features.blocksPerWindow - 1) / features.blocksPerWindow
  }

  /// The blocks of some windows in up to 16 pieces, for sums over a mini-batch.
  func pieces(of windows: [Int]) -> ShardPlan {
    let perWindow = features.blocksPerWindow
    let ranges = windows.map { window in
      window * perWindow..<min((window + 1) * perWindow, features.blockCount)
    }
    let split = windows.count * perWindow <= 16
    return ShardPlan(
      blocks: split ? ranges.flatMap { $0.map { $0..<$0 + 1 } } : ranges)
  }

  /// The number of examples in a plan.
  func exampleCount(in plan: ShardPlan) -> Int {
    plan.blocks.reduce(0) { $0 + $1.reduce(0) { $0 + features.exampleCount(inBlock: $1) } }
  }
}
