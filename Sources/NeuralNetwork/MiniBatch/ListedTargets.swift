internal import LinearAlgebra
internal import NetworkKernels

/// The targets of examples in any order, gathered for one mini-batch after the other.
struct ListedTargets<Scalar: BLASScalar> {
  /// The unit of each example's class; empty if the targets are numbers.
  private let units: [Int32]
  /// The units of the gathered examples.
  private var labels: [Int32]
  /// The numbers of each example, and those of the gathered ones.
  private let numbers: (all: ListedExamples<Scalar>, gathered: Panel<Scalar>)?

  /// Allocates the memory for batches of up to `batchSize` examples; `features` are the targets of
  /// an autoencoder.
  init(
    _ targets: ExampleTargets<Scalar>, features: ListedExamples<Scalar>,
    topology: NetworkTopology, batchSize: Int
  ) {
    let all: ListedExamples<Scalar>?
    switch targets {
    case .classes(let indices):
      units = indices.map(topology.unit)
      all = nil
    case .features:
      units = []
      all = features
    case .numbers(let matrix):
      units = []
      all = ListedExamples(matrix)
    }
    labels = [Int32](repeating: 0, count: units.isEmpty ? 0 : batchSize)
    numbers = all.map { examples in
      let outputs = examples.featureCount
      return (
        examples, Panel(AlignedBuffer(count: outputs * batchSize), units: outputs, width: batchSize)
      )
    }
  }

  /// The targets of some examples, with the i-th of them in lane i; valid until the next call.
  mutating func gather(_ examples: ArraySlice<Int>) -> BlockTargets<Scalar> {
    if let (all, gathered) = numbers {
      all.unpack(examples: examples, into: gathered)
      return .numbers(gathered, exampleCount: examples.count)
    }
    for (lane, example) in examples.enumerated() { labels[lane] = units[example] }
    return .classes(labels[..<examples.count])
  }
}
