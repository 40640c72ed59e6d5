import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization

/// Cost with gradient, cost alone, and construction, on ex4 and on Fashion-MNIST.
enum EvaluationSuite {
  static func run(into report: inout Report) throws {
    try measure(BenchmarkData.ex4Path, named: "ex4", hidden: [25], Double.self, into: &report)
    try measure(BenchmarkData.ex4Path, named: "ex4", hidden: [25], Float.self, into: &report)
    guard BenchmarkData.hasFashion else {
      report.note("Fashion-MNIST is not installed (apt: dataset-fashion-mnist)")
      return
    }
    for units in [100, 300] {
      let path = BenchmarkData.fashionPath
      try measure(path, named: "Fashion-MNIST", hidden: [units], Double.self, into: &report)
      try measure(path, named: "Fashion-MNIST", hidden: [units], Float.self, into: &report)
    }
  }

  private static func measure<Scalar: BLASScalar>(
    _ path: String, named name: String, hidden: [Int], _: Scalar.Type, into report: inout Report
  ) throws {
    let task = NetworkTask(try BenchmarkData.read(path, as: Scalar.self), hidden: hidden)
    let precision = Precision(of: Scalar.self)
    let title = "\(name) \(task.topology)"
    for threads in 1...2 {
      let peak = report.peak.rate(Scalar.self, threads: threads)
      report.add(
        "evaluation",
        Measurement(
          "\(title), cost + gradient", task.sampleEvaluation(threads: threads),
          precision: precision, threads: threads, flops: task.evaluationFlops, peak: peak))
      report.add(
        "evaluation",
        Measurement(
          "\(title), cost", task.sampleCost(threads: threads), precision: precision,
          threads: threads, flops: task.costFlops, peak: peak))
    }
    report.add(
      "evaluation",
      Measurement(
        "\(title), construction",
        Sampler(batches: 3).sample { _ = task.objective(threads: 2) },
        precision: precision, threads: 2))
  }
}

extension NetworkTask {
  /// Times a cost with its gradient at the start.
  func sampleEvaluation(threads: Int, _ sampler: Sampler = Sampler()) -> Samples {
    var objective = objective(threads: threads)
    let point = start()
    var gradient = point
    return sampler.sample {
      var span = gradient.mutableSpan
      _ = objective.evaluate(at: point.span, gradient: &span)
    }
  }

  /// Times the cost alone at the start.
  func sampleCost(threads: Int, _ sampler: Sampler = Sampler()) -> Samples {
    var objective = objective(threads: threads)
    let point = start()
    return sampler.sample { _ = objective.value(at: point.span) }
  }
}
