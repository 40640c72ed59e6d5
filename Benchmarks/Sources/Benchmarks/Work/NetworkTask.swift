import Datasets
import LinearAlgebra
import NeuralNetwork
import Random

/// A network, its data set, λ, and the initial parameters of a seed.
struct NetworkTask<Scalar: BLASScalar> {
  let topology: NetworkTopology
  let dataset: Dataset<Scalar>
  let regularization: Double

  init(_ dataset: Dataset<Scalar>, hidden: [Int], regularization: Double = 1) {
    self.dataset = dataset
    self.regularization = regularization
    topology = NetworkTopology([dataset.featureCount] + hidden + [dataset.classCount])
  }

  /// θ₀: uniform in ±0.12, as a training run with this seed initializes it.
  func start(seed: UInt64 = 1, outputBiases: OutputBiasInitializer = .random) -> [Double] {
    var generator = Xoshiro256StarStar(seed: seed)
    var start = WeightInitializer.uniform(halfWidth: 0.12)
      .parameters(for: topology.parameterLayout, using: &generator)
    outputBiases.apply(
      to: &start, of: topology, targetSums: dataset.classCounts.map(Double.init),
      exampleCount: dataset.exampleCount)
    return start
  }

  /// The cost over all examples.
  func objective(threads: Int) -> NetworkObjective<Scalar> {
    NetworkObjective(
      topology: topology, features: dataset.features, classIndices: dataset.classIndices,
      regularization: regularization, threads: threads)
  }

  /// The flops of a cost with its gradient without skipping zeros: one multiply-add per weight and
  /// example in forward propagation, one for the gradient, and one for backpropagating the error,
  /// except in the first layer.
  var evaluationFlops: Double {
    let weights = zip(topology.layerSizes, topology.layerSizes.dropFirst()).map { $0 * $1 }
    return 2 * Double(dataset.exampleCount)
      * Double(2 * weights[0] + 3 * weights.dropFirst().reduce(0, +))
  }

  /// The flops of the cost alone.
  var costFlops: Double {
    let weights = zip(topology.layerSizes, topology.layerSizes.dropFirst()).map { $0 * $1 }
    return 2 * Double(dataset.exampleCount) * Double(weights.reduce(0, +))
  }
}
