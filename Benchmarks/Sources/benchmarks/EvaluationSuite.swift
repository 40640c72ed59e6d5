internal import Datasets
internal import LinearAlgebra
internal import NeuralNetwork
internal import Optimization

/// One evaluation of cost and gradient over all examples, and of the cost alone.
struct EvaluationSuite<Scalar: BLASScalar> {
  let dataset: Dataset<Scalar>
  let layerSizes: [Int]
  let threads: Int
  let runs: Int

  func measurements() -> [Measurement] {
    var objective = NetworkObjective(
      topology: NetworkTopology(layerSizes), features: dataset.features,
      classIndices: dataset.classIndices, regularization: 1, threads: threads)
    var generator = Xoshiro256StarStar(seed: 1)
    let point = (0..<objective.parameterCount).map { _ in
      Double.random(in: -0.12...0.12, using: &generator)
    }
    var gradient = point
    let network = layerSizes.map(String.init).joined(separator: "-")
    let work = "\(dataset.exampleCount) × \(network), \(threads) threads"
    return [
      Measurement(
        suite: "evaluation", name: "cost and gradient, \(work)", scalar: Scalar.self, runs: runs
      ) {
        var span = gradient.mutableSpan
        _ = objective.evaluate(at: point.span, gradient: &span)
      },
      Measurement(
        suite: "evaluation", name: "cost alone, \(work)", scalar: Scalar.self, runs: runs
      ) { _ = objective.value(at: point.span) },
    ]
  }
}
