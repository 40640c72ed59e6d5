import ArgumentParser
import LinearAlgebra
import NeuralNetwork

/// Does one piece of work that other programs do as well, for `peers/compare.py`.
struct PeerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peer", abstract: "Times one piece of work beside other programs; prints JSON.",
    shouldDisplay: false)

  /// What is compared beside the evaluations of a ``Problem``.
  enum Work: String {
    /// An epoch of mini-batches.
    case sgd
    /// Reading the variables of ex4data1.mat, column-major as the others read them.
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
    case nil: throw ValidationError("there is no work \(work)")
    }
  }

  private func printEvaluation(_ task: NetworkTask<some BLASScalar>) throws {
    var objective = task.objective(threads: 2)
    let cost = objective.value(at: task.start().span)
    let samples = task.sampleEvaluation(threads: 2, .peer)
    try printJSON(Answer(samples, cost: cost))
  }
}

extension Precision: ExpressibleByArgument {}

/// What the driver reads.
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
