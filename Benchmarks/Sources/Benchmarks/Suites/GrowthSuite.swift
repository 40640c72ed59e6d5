import Datasets
import LinearAlgebra
import NeuralNetwork

/// How the time of a cost with its gradient scales with examples, units, layers and threads.
enum GrowthSuite {
  static func run(into report: inout Report) throws {
    let digits = try BenchmarkData.read(BenchmarkData.ex4Path, as: Double.self)
    for count in [625, 1250, 2500] {
      // Every eighth, fourth, second example: the file has one digit after the other.
      let part = digits.selecting(Array(stride(from: 0, to: 5000, by: 5000 / count)))
      measure("\(count) examples, 25 units", part, hidden: [25], into: &report)
    }
    for times in [1, 2, 4, 10] {
      measure(
        "\(times * 5000) examples, 25 units", digits.repeated(times), hidden: [25], into: &report)
    }
    for units in [5, 10, 25, 50, 100, 200, 400] {
      measure("5000 examples, \(units) units", digits, hidden: [units], into: &report)
    }
    for layers in 1...4 {
      let hidden = [Int](repeating: 25, count: layers)
      measure("5000 examples, \(layers) × 25 units", digits, hidden: hidden, into: &report)
    }
    for threads in 1...4 {
      measure(
        "5000 examples, 25 units", digits, hidden: [25], threads: threads, into: &report)
    }
    guard BenchmarkData.hasFashion else { return }
    let clothes = try BenchmarkData.read(BenchmarkData.fashionPath, as: Float.self)
    for times in [1, 10] {
      measure(
        "Fashion-MNIST × \(times), 100 units", clothes.repeated(times), hidden: [100],
        sampler: Sampler(batchSeconds: 1, batches: 3), into: &report)
    }
  }

  private static func measure<Scalar: BLASScalar>(
    _ work: String, _ dataset: Dataset<Scalar>, hidden: [Int], threads: Int = 2,
    sampler: Sampler = Sampler(batches: 4, timeLimit: 2), into report: inout Report
  ) {
    let task = NetworkTask(dataset, hidden: hidden)
    report.add(
      "growth",
      Measurement(
        work, task.sampleEvaluation(threads: threads, sampler),
        precision: Precision(of: Scalar.self), threads: threads, flops: task.evaluationFlops,
        peak: report.peak.rate(Scalar.self, threads: min(threads, 2))))
  }
}
