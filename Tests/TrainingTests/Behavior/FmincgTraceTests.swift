import Datasets
import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Optimization
import TestSupport
import Testing

/// `Fmincg` beside the costs that Rasmussen's own program printed, in GNU Octave, from one start.
@Suite struct FmincgTraceTests {
  fileprivate static let topology = NetworkTopology([400, 25, 10])

  /// The cost of ex4 with λ = 1.
  fileprivate static func objective() -> NetworkObjective<Double> {
    let digits = ExerciseTrainingTests.digits
    return NetworkObjective(
      topology: topology, features: digits.features, classIndices: digits.classIndices,
      regularization: 1, threads: 2)
  }

  /// The first 25 costs to nine digits.
  ///
  /// The program's cost is a plain sum of 50 000 logarithms, one class after the other; its
  /// rounding is part of the trace, so the sum is taken the same way here.
  @Test func theFirst25CostsAreThoseOfTheOriginal() throws {
    let trace = try Trace()
    var objective = PlainlySummedCost()
    let costs = Self.records(of: &objective, from: trace.start, iterations: 25).map(\.value)
    Self.expect(costs, agreeWith: trace.costs.prefix(25), within: 1e-9)
  }

  /// The first 50 costs to three digits, with the ordinary cost.
  ///
  /// Later the paths part, whatever the program: the original itself, with one thread instead of
  /// two in its BLAS, is 5e−6 off at iteration 50 and 5e−2 at 100.
  @Test func theFirst50CostsAgreeToThreeDigits() throws {
    let trace = try Trace()
    var objective = Self.objective()
    let costs = Self.records(of: &objective, from: trace.start, iterations: 50).map(\.value)
    Self.expect(costs, agreeWith: trace.costs.prefix(50), within: 1e-3)
  }

  /// The first 50 costs beside those of the same path in numbers of 113 bits, and the evaluations.
  @Test func theFirst50CostsAreThoseOfExactArithmetic() throws {
    let exact = try Exact()
    var objective = Self.objective()
    let records = Self.records(of: &objective, from: try Trace().start, iterations: 50)
    let costs = records.map(\.value)
    Self.expect(Array(costs.prefix(25)), agreeWith: exact.costs.prefix(25), within: 1e-9)
    Self.expect(costs, agreeWith: exact.costs.prefix(50), within: 1e-4)
    #expect(records.map { Int($0.evaluations.gradients) } == Array(exact.evaluations.prefix(50)))
  }

  /// The last 50 costs, from what the original held after its first 50 iterations.
  @Test func theLast50CostsAreThoseOfTheOriginalFromItsOwnMiddle() throws {
    let trace = try Trace()
    let middle = try Middle()
    var objective = Self.objective()
    var minimizer = Fmincg(parameterCount: middle.point.count)
    try minimizer.restore(middle.state, interruptedBy: StopToken())
    let records = Self.records(
      of: &objective, from: middle.point, using: &minimizer, iterations: 50)
    Self.expect(records.map(\.value), agreeWith: trace.costs.dropFirst(50), within: 1e-5)
  }

  private static func expect(
    _ costs: [Double], agreeWith expected: ArraySlice<Double>, within tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(costs.count == expected.count, sourceLocation: sourceLocation)
    for (actual, expected) in zip(costs, expected) {
      #expect(abs(actual - expected) <= tolerance * expected, sourceLocation: sourceLocation)
    }
  }

  private static func records<Function: Objective & ~Copyable>(
    of objective: inout Function, from start: [Double], iterations: Int
  ) -> [IterationRecord] {
    var minimizer = Fmincg(parameterCount: start.count)
    return records(of: &objective, from: start, using: &minimizer, iterations: iterations)
  }

  private static func records<Function: Objective & ~Copyable>(
    of objective: inout Function, from start: [Double], using minimizer: inout Fmincg,
    iterations: Int
  ) -> [IterationRecord] {
    var records: [IterationRecord] = []
    _ = minimize(
      &objective, continuingFrom: start, using: &minimizer,
      stoppingWhen: .init(maxIterations: iterations)
    ) { record, _ in
      if record.iteration > 0 { records.append(record) }
      return .proceed
    }
    return records
  }
}

/// θ₀ and the cost after each iteration.
private struct Trace {
  let start: [Double]
  let costs: [Double]

  init() throws {
    let file = try MATFile(path: TestFiles.fixture("fmincg-trace.mat"))
    start = try file.array(named: "theta0").doubles
    costs = try file.array(named: "costs").doubles
  }
}

/// The costs and the evaluations after each iteration in numbers of 113 bits.
private struct Exact: Decodable {
  let costs: [Double]
  let evaluations: [Int]

  init() throws { self = try TestFiles.decodeFixture("fmincg-exact.json") }
}

/// Where the recorded run stands after 50 iterations: θ, the direction, and the step to try first.
private struct Middle {
  let point: [Double]
  let state: Fmincg.State

  init() throws {
    let file = try MATFile(path: TestFiles.fixture("fmincg-iteration50.mat"))
    func vector(_ name: String) throws -> [Double] { try file.array(named: name).doubles }
    point = try vector("theta")
    state = Fmincg.State(
      direction: try vector("direction"), initialStep: try vector("step")[0])
  }
}

/// The cost of ex4 with λ = 1, summed example after example within a class, as `sum(sum(…))` does.
private struct PlainlySummedCost: Objective, ~Copyable {
  private var network: NetworkObjective<Double>
  private let features: Matrix<Double>
  private let classIndices: [Int]

  init() {
    features = ExerciseTrainingTests.digits.features
    classIndices = ExerciseTrainingTests.digits.classIndices
    network = FmincgTraceTests.objective()
  }

  var parameterCount: Int { network.parameterCount }

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    _ = network.evaluate(at: point, gradient: &gradient)
    let parameters = point.indices.map { point[$0] }
    let outputs = Predictor<Double>(topology: FmincgTraceTests.topology, parameters: parameters)
      .outputs(for: features)
    var loss = 0.0
    for output in 0..<outputs.columns {
      var classLoss = 0.0
      for example in 0..<outputs.rows {
        let probability = outputs[example, output]
        classLoss -= log(classIndices[example] == output ? probability : 1 - probability)
      }
      loss += classLoss
    }
    return loss / Double(features.rows) + network.regularizationTerm(at: point)
  }
}
