import ArgumentParser
import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

/// A network, its data set and λ, which the baseline programs use as well.
enum Problem: String, CaseIterable, ExpressibleByArgument {
  /// The exercise: 5000 digits, 400-25-10.
  case ex4
  /// The same digits through two hidden layers, 400-25-25-10.
  case ex4Deep = "ex4-deep"
  /// The first 10 000 examples of Fashion-MNIST, 784-30-10.
  case fashion
  /// All 60 000 with 100 hidden units.
  case fashion100 = "fashion-100"
  /// All 60 000 with 300 hidden units.
  case fashion300 = "fashion-300"

  /// The examples.
  func dataset<Scalar: BLASScalar>(_: Scalar.Type) throws(DatasetError) -> Dataset<Scalar> {
    switch self {
    case .ex4, .ex4Deep: try BenchmarkData.read(BenchmarkData.ex4Path, as: Scalar.self)
    case .fashion:
      try BenchmarkData.read(BenchmarkData.fashionPath, as: Scalar.self).selecting(0..<10_000)
    case .fashion100, .fashion300:
      try BenchmarkData.read(BenchmarkData.fashionPath, as: Scalar.self)
    }
  }

  /// The units of each hidden layer.
  var hidden: [Int] {
    switch self {
    case .ex4: [25]
    case .ex4Deep: [25, 25]
    case .fashion: [30]
    case .fashion100: [100]
    case .fashion300: [300]
    }
  }

  /// λ; Fashion-MNIST has twice as many examples as ex4 and twice its λ, so that λ/m is the same.
  var regularization: Double { self == .fashion ? 2 : 1 }

  /// The target costs of a training run, in descending order; empty if only evaluations are timed.
  ///
  /// Plain L-BFGS reaches those of Fashion-MNIST in about 30, 60, 120, 240 and 370 evaluations; on
  /// all of it 0.9 and 0.7 in about 35 and 60.
  var targets: [Double] {
    switch self {
    case .ex4: [0.5, 0.4, 0.34, 0.325, 0.31]
    case .ex4Deep: [0.5, 0.34, 0.28, 0.26, 0.25]
    case .fashion: [1.1, 0.75, 0.56, 0.5, 0.475]
    case .fashion100: [1.1, 0.9, 0.7, 0.6, 0.55]
    case .fashion300: []
    }
  }

  /// The maximum number of evaluations of a training run.
  ///
  /// Enough for every method to reach the targets on ex4; on Fashion-MNIST few enough that all
  /// programs finish within minutes.
  var maxEvaluations: Int {
    switch self {
    case .ex4, .ex4Deep: 1500
    case .fashion: 500
    case .fashion100, .fashion300: 200
    }
  }

  /// The time limit of a training run.
  ///
  /// Far longer than needed on an idle machine, so that load does not change the counts.
  static let timeLimit = Duration.seconds(300)

  /// The network on the examples.
  func task<Scalar: BLASScalar>(_: Scalar.Type) throws(DatasetError) -> NetworkTask<Scalar> {
    NetworkTask(try dataset(Scalar.self), hidden: hidden, regularization: regularization)
  }
}
