internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork

/// An epoch of plain steps on mini-batches of 10 over 50 000 digits, made by repeating those there
/// are, on one core.
struct MiniBatchSuite<Scalar: BLASScalar> {
  let dataset: Dataset<Scalar>
  let runs: Int

  func measurements() -> [Measurement] {
    let m = dataset.exampleCount
    let repeated = dataset.selecting((0..<50_000).map { $0 % m })
    let topology = NetworkTopology([dataset.featureCount, 30, dataset.classCount])
    var generator = Xoshiro256StarStar(seed: 1)
    let start = (0..<topology.parameterLayout.parameterCount).map { _ in
      Double.random(in: -1...1, using: &generator)
    }
    var engine = MiniBatchEngine(
      topology: topology, features: repeated.features, classIndices: repeated.classIndices,
      parameters: start, regularization: 0, batchSize: 10, update: .plain)
    let order = (0..<repeated.exampleCount).shuffled(using: &generator)
    return [
      Measurement(
        suite: "mini-batch", name: "epoch, 50 000 × 784-30-10, batch 10", scalar: Scalar.self,
        runs: runs
      ) {
        for first in stride(from: 0, to: order.count, by: 10) {
          _ = engine.step(examples: order[first..<first + 10], learningRate: 3)
        }
      }
    ]
  }
}
