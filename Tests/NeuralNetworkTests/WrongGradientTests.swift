import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// The mistakes that people make in this gradient, each one made on purpose.
enum Mistake: String, CaseIterable, Sendable {
  case biasRegularized
  case regularizationMissing
  case regularizationOfStaleParameters
  case transposedDelta
  case dividedByExamplesTwice
  case derivativeMissing
  case derivativeOfWrongLayer
  case wrongSign
  case biasGradientMissing
  case labelShifted
}

/// The cost of a 2-hidden-layer network with a plain gradient that contains a mistake.
///
/// Written out example by example, apart from the engine: an oracle for the right gradient as well.
struct MistakenObjective: Objective {
  let problem: RandomProblem
  let mistake: Mistake?
  let regularization = 0.7
  /// The weights that were "loaded": where the stale λ term is right.
  let loaded: [Double]

  var parameterCount: Int { problem.parameters.count }

  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    let layout = problem.topology.parameterLayout
    let m = Double(problem.features.rows)
    var cost = 0.0
    for index in gradient.indices { gradient[index] = 0 }
    for example in 0..<problem.features.rows {
      var activations = [Array(problem.features.row(example))]
      for (layer, region) in layout.regions.enumerated() {
        let inputs = activations[layer]
        activations.append(
          (0..<region.rows).map { row in
            var z = point[region.index(row: row, column: 0)]
            for (column, input) in inputs.enumerated() {
              z += point[region.index(row: row, column: column + 1)] * input
            }
            return 1 / (1 + exp(-z))
          })
      }
      let outputs = activations.last!
      var label = problem.classIndices[example]
      for (unit, output) in outputs.enumerated() {
        cost -= log(unit == label ? output : 1 - output) / m
      }
      if mistake == .labelShifted { label = (label + 1) % outputs.count }
      var delta = outputs.enumerated().map { $1 - ($0 == label ? 1 : 0) }
      for layer in layout.regions.indices.reversed() {
        let region = layout.regions[layer]
        let inputs = activations[layer]
        for row in 0..<region.rows {
          if mistake != .biasGradientMissing {
            gradient[region.index(row: row, column: 0)] += delta[row] / m
          }
          for column in inputs.indices {
            gradient[region.index(row: row, column: column + 1)] += delta[row] * inputs[column] / m
          }
        }
        guard layer > 0 else { break }
        let derivatives =
          mistake == .derivativeOfWrongLayer ? activations[layer + 1] : activations[layer]
        delta = inputs.indices.map { column in
          var sum = 0.0
          for row in 0..<region.rows {
            let (r, c) =
              mistake == .transposedDelta && region.rows > column && column + 1 > 0
                && row < region.columns - 1
              ? (column, row + 1) : (row, column + 1)
            sum += point[region.index(row: r, column: c)] * delta[row]
          }
          if mistake == .derivativeMissing { return sum }
          let a = derivatives[column % derivatives.count]
          return sum * a * (1 - a)
        }
      }
    }
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) {
        cost += regularization / (2 * m) * point[index] * point[index]
        switch mistake {
        case .regularizationMissing: break
        case .regularizationOfStaleParameters:
          gradient[index] += regularization / m * loaded[index]
        default: gradient[index] += regularization / m * point[index]
        }
      }
      if mistake == .biasRegularized {
        for index in layout.biasRange(layer: layer) {
          gradient[index] += regularization / m * point[index]
        }
      }
    }
    for index in gradient.indices {
      if mistake == .dividedByExamplesTwice { gradient[index] /= m }
      if mistake == .wrongSign { gradient[index] = -gradient[index] }
    }
    return cost
  }
}

@Suite struct WrongGradientTests {
  static func problem() -> RandomProblem {
    RandomProblem(hidden: .sigmoid, output: .sigmoidCrossEntropy)
  }

  static func check(
    _ mistake: Mistake?, at point: [Double], over extent: GradientCheck.Extent
  ) -> GradientCheck {
    let problem = problem()
    var objective = MistakenObjective(
      problem: problem, mistake: mistake, loaded: problem.parameters)
    var generator = TestGenerator(state: 7)
    return checkGradient(of: &objective, at: point, over: extent, using: &generator)
  }

  @Test(arguments: Mistake.allCases)
  func everyMistakeIsFoundAtARandomPoint(mistake: Mistake) {
    let point = Self.problem().direction
    for extent in [GradientCheck.Extent.everyComponent, .directions(4)] {
      #expect(Self.check(mistake, at: point, over: extent).relativeDifference > 1e-5)
    }
  }

  @Test func theRightGradientPassesEverywhere() {
    for point in [Self.problem().direction, Self.problem().parameters] {
      for extent in [GradientCheck.Extent.everyComponent, .directions(4)] {
        #expect(Self.check(nil, at: point, over: extent).relativeDifference < 1e-9)
      }
    }
  }

  /// Why checks are made at random points.
  @Test func aStaleRegularizationCannotBeSeenAtTheLoadedWeights() {
    let check = Self.check(
      .regularizationOfStaleParameters, at: Self.problem().parameters, over: .everyComponent)
    #expect(check.relativeDifference < 1e-9)
  }

  @Test func theWorstComponentOfAMissingBiasGradientIsABias() throws {
    let check = Self.check(
      .biasGradientMissing, at: Self.problem().direction, over: .everyComponent)
    let worst = try #require(check.worst)
    let layout = Self.problem().topology.parameterLayout
    #expect(layout.position(of: worst.index).column == 0)
  }

  /// Not for ReLU: the wide differences of the check reach across its kinks.
  @Test(arguments: networkKinds.filter { $0.0 != .relu })
  func theEngineAgreesWithDifferencesOnASmallNetwork(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    var objective = problem.objective()
    var generator = TestGenerator(state: 3)
    let check = checkGradient(
      of: &objective, at: problem.parameters, over: .everyComponent, using: &generator)
    #expect(check.comparisons.count == problem.parameters.count)
    #expect(check.relativeDifference < 1e-9)
  }

  @Test func theEngineAgreesWithThePlainGradient() {
    let problem = Self.problem()
    var plain = MistakenObjective(problem: problem, mistake: nil, loaded: [])
    var expected = problem.parameters
    var span = expected.mutableSpan
    let cost = plain.evaluate(at: problem.parameters.span, gradient: &span)
    var engine = problem.objective()
    #expect(abs(engine.value(at: problem.parameters.span) - cost) < 1e-14 * cost)
    #expect(relativeDifference(engine.gradient(at: problem.parameters), expected) < 1e-14)
  }
}
