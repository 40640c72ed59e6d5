import Datasets
import LinearAlgebra
import NeuralNetwork
import Random
import Training

/// An epoch of mini-batch gradient descent: 784-30-10, batch size 10, 50 000 digits, one thread.
enum SGDSuite {
  static func run(into report: inout Report) throws {
    try measure(Double.self, into: &report)
    try measure(Float.self, into: &report)
  }

  private static func measure<Scalar: BLASScalar>(
    _: Scalar.Type, into report: inout Report
  ) throws {
    report.add(
      "sgd",
      Measurement(
        "784-30-10, batch size 10, an epoch of 50 000", try sample(Scalar.self),
        precision: Precision(of: Scalar.self)))
  }

  /// Times epochs; each continues from the parameters of the one before it.
  static func sample<Scalar: BLASScalar>(_: Scalar.Type) throws -> Samples {
    let digits = try BenchmarkData.read(BenchmarkData.mnistPath, as: Scalar.self).repeated(10)
    let task = NetworkTask(digits, hidden: [30])
    var descent = StochasticGradientDescent(
      topology: task.topology, dataset: digits, parameters: task.start(), regularization: 0,
      configuration: SGDConfiguration(), generator: Xoshiro256StarStar(seed: 1))
    return Sampler().sample { _ = descent.runEpoch() }
  }
}
