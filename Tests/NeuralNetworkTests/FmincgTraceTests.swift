import Foundation
import LinearAlgebra
import MATFile
import NeuralNetwork
import Optimization
import Testing

/// `Fmincg` beside the costs that Rasmussen's own program printed, in GNU Octave, from one start.
@Suite struct FmincgTraceTests {
  /// The first 25 costs to nine digits.
  ///
  /// The program's cost is a plain sum of 50 000 logarithms, one class after the other; its rounding
  /// is part of the trace, so the sum is taken the same way here.
  @Test func theFirst25CostsAreThoseOfTheOriginal() throws {
    let trace = try Trace()
    var objective = try PlainlySummedCost()
    let costs = Self.costs(of: &objective, from: trace.start, iterations: 25)
    for (actual, expected) in zip(costs, trace.costs) {
      #expect(abs(actual - expected) <= 1e-9 * expected)
    }
  }

  /// The first 50 costs to three digits, with the ordinary cost.
  ///
  /// Later the paths part, whatever the program: a change of 1e−16 in θ₀ has grown to 1e−4 by
  /// iteration 50.
  @Test func theFirst50CostsAgreeToThreeDigits() throws {
    let trace = try Trace()
    var objective = try RealData.objective(Double.self, regularization: 1)
    let costs = Self.costs(of: &objective, from: trace.start, iterations: 50)
    for (actual, expected) in zip(costs, trace.costs) {
      #expect(abs(actual - expected) <= 1e-3 * expected)
    }
  }

  private static func costs<Function: Objective & ~Copyable>(
    of objective: inout Function, from start: [Double], iterations: Int
  ) -> [Double] {
    var minimizer = Fmincg(parameterCount: start.count)
    var costs: [Double] = []
    _ = minimize(
      &objective, from: start, using: &minimizer, stoppingWhen: .init(maxIterations: iterations)
    ) { record, _ in
      if record.iteration > 0 { costs.append(record.value) }
      return .proceed
    }
    return costs
  }
}

/// θ₀ and the cost after each iteration.
private struct Trace {
  let start: [Double]
  let costs: [Double]

  init() throws {
    let file = try MATFile(path: "\(RealData.root)/Fixtures/fmincg-trace.mat")
    start = try file.array(named: "theta0").doubles
    costs = try file.array(named: "costs").doubles
  }
}

/// The cost of ex4 with λ = 1, summed example after example within a class, as `sum(sum(…))` does.
private struct PlainlySummedCost: Objective, ~Copyable {
  private var network: NetworkObjective<Double>
  private let features: Matrix<Double>
  private let classIndices: [Int]

  init() throws {
    let (features, classIndices) = try RealData.examples(Double.self)
    self.features = features
    self.classIndices = classIndices
    network = NetworkObjective(
      topology: RealData.topology, features: features, classIndices: classIndices,
      regularization: 1, threads: 2)
  }

  var parameterCount: Int { network.parameterCount }

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    _ = network.evaluate(at: point, gradient: &gradient)
    let parameters = point.indices.map { point[$0] }
    let outputs = Predictor<Double>(topology: RealData.topology, parameters: parameters)
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
