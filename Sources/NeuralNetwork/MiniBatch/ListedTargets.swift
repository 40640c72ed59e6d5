internal import LinearAlgebra
internal import NetworkKernels

/// The targets of examples in any order, gathered for one mini-batch after the other.
struct ListedTargets<Scalar: BLASScalar> {
  /// The class of each example; empty if the targets are numbers.
  private let classIndices: [Int32]
  /// The classes of the gathered examples.
  private var labels: [Int32]
  /// The numbers of each example, and those of the gathered ones.
  private let numbers: (all: ListedExamples<Scalar>, gathered: Panel<Scalar>)?

  /// Allocates the memory for batches of up to `batchSize` examples; `features` are the targets of
  /// an autoencoder.
  init(_ targets: ExampleTargets<Scalar>, features: ListedExamples<Scalar>, batchSize: Int) {
    let all: ListedExamples<Scalar>?
    switch targets {
    case .classes(let indices):
      classIndices = indices.map { Int32($0) }
      all = nil
    case .features:
      classIndices = []
      all = features
    case .numbers(let matrix):
      classIndices = []
      all = ListedExamples(matrix)
    }
    labels = [Int32](repeating: 0, count: classIndices.isEmpty ? 0 : batchSize)
    numbers = all.map { examples in
      let units = examples.featureCount
      return (
        examples, Panel(AlignedBuffer(count: units * batchSize), units: units, width: batchSize)
      )
    }
  }

  /// The targets of some examples, with the i-th of them in lane i; valid until the next call.
  mutating func gather(_ examples: ArraySlice<Int>) -> BlockTargets<Scalar> {
    if let (all, gathered) = numbers {
      all.unpack(examples: examples, into: gathered)
      return .numbers(gathered, exampleCount: examples.count)
    }
    for (lane, example) in examples.enumerated() { labels[lane] = classIndices[example] }
    return .classes(labels[..<examples.count])
  }
}
