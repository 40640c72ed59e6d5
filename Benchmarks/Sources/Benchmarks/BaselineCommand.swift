import ArgumentParser
import LinearAlgebra
import NeuralNetwork

/// Times one work that the baseline programs do as well, for `baselines/bench_baselines.py`.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Times one work for comparison with baselines; prints JSON.",
    shouldDisplay: false)

  /// The works that are compared in addition to evaluations of a ``Problem``.
  enum Work: String {
    /// An epoch of mini-batch SGD.
    case sgd
    /// Reading the variables of ex4data1.mat in column-major order, as the baselines do.
    case mat
    /// Reading Fashion-MNIST's training images.
    case idx
  }

  @Argument(help: "A problem, sgd, mat or idx.") var work: String
  @Option(help: "double or float.") var precision = Precision.double

  func run() throws {
    switch precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    if let problem = Problem(rawValue: work) {
      return try printEvaluation(problem.task(Scalar.self))
    }
    switch Work(rawValue: work) {
    case .sgd: try printJSON(Answer(SGDSuite.sample(Scalar.self)))
    case .mat: try printJSON(Answer(LoadingSuite.sampleVariables()))
    case .idx: try printJSON(Answer(LoadingSuite.sample(BenchmarkData.fashionPath, Scalar.self)))
    case nil: throw ValidationError("unknown work: \(work)")
    }
  }

  private func printEvaluation(_ task: NetworkTask<some BLASScalar>) throws {
    var objective = task.objective(threads: 2)
    let cost = objective.value(at: task.start().span)
    let samples = task.sampleEvaluation(threads: 2, .baseline)
    try printJSON(Answer(samples, cost: cost))
  }
}

extension Precision: ExpressibleByArgument {}

/// The output that `bench_baselines.py` reads.
private struct Answer: Encodable {
  var milliseconds: Double
  var minimum: Double
  var cost: Double?

  init(_ samples: Samples, cost: Double? = nil) {
    milliseconds = 1e3 * samples.median
    minimum = 1e3 * samples.best
    self.cost = cost
  }
}
