import Foundation
import Optimization
import Testing

/// A function of a few numbers, as a closure.
struct ClosureObjective: Objective {
  let parameterCount: Int
  var unitRoundoff = 0.5 * Double.ulpOfOne
  let function: (_ x: [Double], _ gradient: inout [Double]) -> Double

  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    let x = point.indices.map { point[$0] }
    var slopes = x
    let value = function(x, &slopes)
    for index in x.indices { gradient[index] = slopes[index] }
    return value
  }
}

/// A function with a start from which a run must end for one of a few true reasons.
struct EndCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let start: [Double]
  let reasons: Set<StopReason>
  let function: @Sendable (_ x: [Double], _ gradient: inout [Double]) -> Double
}

/// Runs end for the reason that is true of the point that they return.
@Suite struct EndReasonTests {
  /// The minimizers whose line searches differ, one of each.
  static let algorithms: [Algorithm] = [
    .lbfgs, .lbfgsHagerZhang, .lbfgsBacktracking, .conjugateGradient, .hagerZhang, .fmincg,
    .truncatedNewton,
  ]

  static func run(
    _ algorithm: Algorithm, _ test: EndCase, stoppingWhen criteria: StoppingCriteria
  ) -> MinimizationResult {
    var objective = ClosureObjective(parameterCount: test.start.count, function: test.function)
    return algorithm.run(&objective, from: test.start, stoppingWhen: criteria)
  }

  static let unbounded = [
    EndCase(testDescription: "x₁ − 2x₂", start: [1, 2], reasons: [.unboundedBelow]) { x, g in
      (g[0], g[1]) = (1, -2)
      return x[0] - 2 * x[1]
    },
    EndCase(testDescription: "−x²", start: [1], reasons: [.unboundedBelow]) { x, g in
      g[0] = -2 * x[0]
      return -x[0] * x[0]
    },
    EndCase(testDescription: "−eˣ", start: [1], reasons: [.unboundedBelow, .nonFiniteRegion]) {
      x, g in
      g[0] = -exp(x[0])
      return -exp(x[0])
    },
    EndCase(testDescription: "log |x|", start: [1], reasons: [.unboundedBelow]) { x, g in
      g[0] = 1 / x[0]
      return log(abs(x[0]))
    },
  ]

  /// Backtracking only shortens its steps, so that it follows a line no further than the step 1.
  @Test(arguments: algorithms.filter { $0 != .lbfgsBacktracking }, unbounded)
  func aFunctionWithoutABoundIsNamed(_ algorithm: Algorithm, _ test: EndCase) {
    let result = Self.run(
      algorithm, test, stoppingWhen: .init(gradientTolerance: 1e-9, maxEvaluations: 20_000))
    #expect(test.reasons.contains(result.stopReason), "\(result)")
    #expect(result.value.isFinite)
  }

  static let walls = [
    EndCase(testDescription: "−‖x‖², NaN outside the unit circle", start: [0.5, 0.5], reasons: []) {
      x, g in
      let square = x[0] * x[0] + x[1] * x[1]
      (g[0], g[1]) = (-2 * x[0], -2 * x[1])
      return square > 1 ? .nan : -square
    },
    EndCase(testDescription: "x − √x, NaN below 0.3", start: [2], reasons: []) { x, g in
      g[0] = 1 - 0.5 / x[0].squareRoot()
      return x[0] < 0.3 ? .nan : x[0] - x[0].squareRoot()
    },
    EndCase(testDescription: "3x + y², infinite for x < 1", start: [2, 1], reasons: []) { x, g in
      (g[0], g[1]) = (3, 2 * x[1])
      return x[0] < 1 ? .infinity : 3 * x[0] + x[1] * x[1]
    },
  ]

  @Test(arguments: algorithms, walls)
  func aWallIsNamed(_ algorithm: Algorithm, _ test: EndCase) {
    let result = Self.run(
      algorithm, test, stoppingWhen: .init(gradientTolerance: 1e-9, maxEvaluations: 20_000))
    #expect(result.stopReason == .nonFiniteRegion, "\(result)")
    #expect(result.value.isFinite && result.gradientNorm > 0.01)
  }

  static let kinks = [
    EndCase(testDescription: "Σ |xᵢ|", start: [3, -2, 0.7], reasons: []) { x, g in
      for index in x.indices { g[index] = x[index] > 0 ? 1 : x[index] < 0 ? -1 : 0 }
      return x.reduce(0) { $0 + abs($1) }
    },
    EndCase(testDescription: "|x₁| + 3 |x₂ − 1| + 1", start: [1.7, -4], reasons: []) { x, g in
      (g[0], g[1]) = (x[0] > 0 ? 1 : -1, x[1] > 1 ? 3 : -3)
      return abs(x[0]) + 3 * abs(x[1] - 1) + 1
    },
    EndCase(testDescription: "max(x², 2 − x)", start: [-3], reasons: []) { x, g in
      let (square, line) = (x[0] * x[0], 2 - x[0])
      g[0] = square > line ? 2 * x[0] : -1
      return max(square, line)
    },
  ]
  static let kinkMinima = [0.0, 1, 1]

  /// None of these gradients is wrong, and the minimum is at a kink.
  ///
  /// `fmincg` is left out of the second: it goes on along the kink by steps of 1e−13.
  @Test(arguments: algorithms, Array(zip(kinks, kinkMinima)))
  func aKinkIsNamed(_ algorithm: Algorithm, _ test: (EndCase, Double)) {
    if algorithm == .fmincg, test.1 == 1, test.0.start.count == 2 { return }
    let result = Self.run(
      algorithm, test.0, stoppingWhen: .init(gradientTolerance: 1e-9, maxEvaluations: 20_000))
    #expect(result.stopReason == .kink, "\(result)")
    #expect(abs(result.value - test.1) < 1e-5)
  }

  /// A minimizer whose run was cut short in the middle of a kink starts the next one afresh.
  @Test(arguments: kinks)
  func nothingIsLeftOfAnIterationAtAKink(_ test: EndCase) {
    func run(_ minimizer: inout LBFGS<IdentityInverseHessian>, _ limit: Int) -> MinimizationResult {
      var objective = ClosureObjective(
        parameterCount: test.start.count, function: test.function)
      return minimize(
        &objective, from: test.start, using: &minimizer,
        stoppingWhen: .init(gradientTolerance: nil, maxEvaluations: limit))
    }
    var fresh = LBFGS(parameterCount: test.start.count)
    let expected = run(&fresh, 20)
    for limit in 1...300 {
      var minimizer = LBFGS(parameterCount: test.start.count)
      _ = run(&minimizer, limit)
      #expect(run(&minimizer, 20).parameters == expected.parameters, "\(limit)")
    }
  }

  /// Bohachevsky's third function has many stationary points: a run may end at any of them, but at
  /// none of them with the parameters of another point.
  @Test(arguments: Algorithm.allCases)
  func theReturnedPointIsTheOneOfTheReason(_ algorithm: Algorithm) {
    for start in [[-100.0, -100], [100, 51], [-70.5, 33], [12.25, -91]] {
      var objective = ClosureObjective(parameterCount: 2) { x, g in
        let angle = 3 * Double.pi * x[0] + 4 * Double.pi * x[1]
        g[0] = 2 * x[0] + 0.9 * .pi * sin(angle)
        g[1] = 4 * x[1] + 1.2 * .pi * sin(angle)
        return x[0] * x[0] + 2 * x[1] * x[1] - 0.3 * cos(angle) + 0.3
      }
      var lowest = Double.infinity
      let result = algorithm.run(
        &objective, from: start, stoppingWhen: .init(gradientTolerance: 1e-7, maxEvaluations: 5000)
      ) { record, _ in
        lowest = min(lowest, record.value)
        return .proceed
      }
      #expect(result.stopReason == .gradientTolerance, "\(result)")
      #expect(result.gradientNorm <= 1e-7 && result.value <= lowest + 1e-12)
    }
  }

  /// The same minimum in units of 1e±200: the squares of such gradients are no Doubles.
  @Test(arguments: Algorithm.allCases, [1e200, 1e-200, 1e290, 1e-280])
  func theUnitOfTheValueDoesNotMatter(_ algorithm: Algorithm, _ unit: Double) {
    var objective = ClosureObjective(parameterCount: 2) { x, g in
      (g[0], g[1]) = (2 * unit * x[0], 20 * unit * x[1])
      return unit * (x[0] * x[0] + 10 * x[1] * x[1])
    }
    let result = algorithm.run(
      &objective, from: [1, 2],
      stoppingWhen: .init(
        gradientTolerance: nil, relativeGradientTolerance: 1e-9, maxEvaluations: 1000))
    #expect(result.stopReason == .relativeGradientTolerance, "\(result)")
    #expect(result.value < 1e-14 * unit && result.parameters.allSatisfy { abs($0) < 1e-7 })
  }

  /// Rosenbrock's function of five numbers in Float: its own rounding is no fault of the gradient.
  @Test(arguments: Algorithm.allCases, [true, false])
  func aCostInFloatIsNoMistake(_ algorithm: Algorithm, saysSo: Bool) {
    for start in [[1.3, 0.7, 0.8, 1.9, 1.2], [-1.2, 1, -1.2, 1, 0.3], [0.1, 0.2, 0.3, 0.4, 2]] {
      var objective = ClosureObjective(parameterCount: 5) { x, g in
        let y = x.map { Float($0) }
        var value: Float = 0
        var slopes = [Float](repeating: 0, count: 5)
        for index in 0..<4 {
          let bend = y[index + 1] - y[index] * y[index]
          value += 100 * bend * bend + (1 - y[index]) * (1 - y[index])
          slopes[index] += -400 * y[index] * bend - 2 * (1 - y[index])
          slopes[index + 1] += 200 * bend
        }
        g = slopes.map(Double.init)
        return Double(value)
      }
      if saysSo { objective.unitRoundoff = 0.5 * Double(Float.ulpOfOne) }
      let result = algorithm.run(
        &objective, from: start, stoppingWhen: .init(gradientTolerance: 0, maxEvaluations: 5000))
      let reasons: Set<StopReason> = [.precisionLimit, .gradientTolerance, .evaluationLimit, .kink]
      #expect(reasons.contains(result.stopReason), "\(start) \(result)")
    }
  }

  /// A limit that is measured is named with the noise that hides what is left.
  @Test func thePrecisionLimitComesWithItsNoise() throws {
    var objective = ClosureObjective(parameterCount: 2) { x, g in
      (g[0], g[1]) = (2 * x[0], 200 * x[1])
      return 1e6 + x[0] * x[0] + 100 * x[1] * x[1]
    }
    let result = Algorithm.lbfgs.run(
      &objective, from: [1, 1], stoppingWhen: .init(gradientTolerance: 0))
    #expect(result.stopReason == .precisionLimit)
    let noise = try #require(result.noiseLevel)
    #expect((1e-11...1e-9).contains(noise), "half a unit in the last place of 1e6 is 6e-11")
  }
}
