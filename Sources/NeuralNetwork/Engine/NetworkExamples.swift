internal import LinearAlgebra
internal import NetworkKernels

/// The examples of a network in the layout of the kernels, cut into blocks.
///
/// It never changes, so the costs over all examples or over some blocks, and other objects computed
/// from the examples, such as Kronecker factors, share its memory; each has its own workspace.
struct NetworkExamples<Scalar: BLASScalar>: Sendable {
  let topology: NetworkTopology
  let layout: ParameterLayout
  /// m.
  let count: Int
  let features: GroupedFeatures<Scalar>
  /// The class index of each lane that holds an example, block after block.
  let classIndices: [Int32]
  /// The number of threads that work on them.
  let threads: Int

  init(
    topology: NetworkTopology, features matrix: borrowing Matrix<Scalar>, classIndices: [Int],
    threads: Int
  ) {
    let features = GroupedFeatures(matrix, labels: classIndices, threads: threads)
    self.topology = topology
    layout = topology.parameterLayout
    count = matrix.rows
    self.features = features
    self.classIndices = features.order.map { Int32(classIndices[$0]) }
    self.threads = threads
  }

  /// All examples.
  var all: Sample { sample(of: 0..<features.blockCount) }

  /// The examples of some blocks.
  ///
  /// - Precondition: there is at least one block, and all of them are blocks of the examples.
  func sample(of blocks: Range<Int>) -> Sample {
    precondition(!blocks.isEmpty, "a cost needs at least one block of examples")
    precondition(
      blocks.lowerBound >= 0 && blocks.upperBound <= features.blockCount,
      "the blocks are those of the examples")
    return Sample(
      blocks: blocks, exampleCount: blocks.reduce(0) { $0 + features.exampleCount(inBlock: $1) },
      dataCount: count * features.featureCount, parameterCount: layout.parameterCount)
  }

  /// The positions of a block's examples among all lanes.
  func lanes(ofBlock block: Int) -> Range<Int> {
    let start = block * features.width
    return start..<start + features.exampleCount(inBlock: block)
  }
}
