import Optimization
import Testing

/// The functions that take a closure in place of an ``Objective``.
@Suite struct ClosureObjectiveTests {
  /// Rosenbrock's valley, with its gradient's first component multiplied by a factor.
  static func rosenbrock(
    _ x: Span<Double>, _ gradient: inout MutableSpan<Double>, factor: Double = 1
  ) -> Double {
    let bend = x[1] - x[0] * x[0]
    gradient[0] = factor * (-400 * x[0] * bend - 2 * (1 - x[0]))
    gradient[1] = 200 * bend
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0])
  }

  @Test func aClosureIsMinimized() {
    let result = minimize(from: [-1.2, 1]) { x, gradient in Self.rosenbrock(x, &gradient) }
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.parameters.allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(result.gradientNorm <= 1e-6)
  }

  /// The closure changes nothing: the same bits as by an objective of its own type.
  @Test func aClosureGivesTheBitsOfAnObjective() {
    var objective = Rosenbrock()
    var minimizer = LBFGS(parameterCount: 2)
    let expected = minimize(&objective, from: Rosenbrock.start, using: &minimizer)
    let result = minimize(from: Rosenbrock.start) { x, gradient in Self.rosenbrock(x, &gradient) }
    #expect(result.parameters == expected.parameters)
    #expect(result.value == expected.value)
    #expect(result.evaluations == expected.evaluations)
  }

  @Test func criteriaAndObserverApply() {
    var values: [Double] = []
    let result = minimize(from: [-1.2, 1], stoppingWhen: StoppingCriteria(maxIterations: 3)) {
      x, gradient in
      Self.rosenbrock(x, &gradient)
    } observing: { record, _ in
      values.append(record.value)
      return .proceed
    }
    #expect(result.stopReason == .iterationLimit)
    #expect(values.count == 4)
    #expect(values == values.sorted(by: >))
  }

  /// A closure may change what it captures.
  @Test func aClosureMayCount() {
    var count = 0.0
    let result = minimize(from: [3]) { x, gradient in
      count += 1
      gradient[0] = 2 * x[0]
      return x[0] * x[0]
    }
    #expect(count == result.evaluations.gradients)
  }

  @Test func aSpaceWithoutParametersIsConverged() {
    let result = minimize(from: []) { _, _ in 2 }
    #expect(result.value == 2 && result.isConverged)
  }

  @Test(arguments: [1.0, 1.5, -1])
  func aWrongGradientIsFound(_ factor: Double) throws {
    let check = checkGradient(at: [0.3, 0.7]) { x, gradient in
      Self.rosenbrock(x, &gradient, factor: factor)
    }
    #expect(check.comparisons.count == 2)
    #expect(check.verdict == (factor == 1 ? .consistent : .inconsistent))
    if factor != 1 { #expect(try #require(check.worst).index == 0) }
  }

  @Test func theSeedFixesTheDirections() {
    var objective = Rosenbrock()
    let first = checkGradient(of: &objective, at: [0.3, 0.7], over: .directions(2))
    let again = checkGradient(of: &objective, at: [0.3, 0.7], over: .directions(2))
    let other = checkGradient(of: &objective, at: [0.3, 0.7], over: .directions(2), seed: 2)
    #expect(first == again)
    #expect(first != other)
  }

  @Test func descriptionsAreOneLine() {
    var records: [String] = []
    let result = minimize(from: [3]) { x, gradient in
      gradient[0] = 2 * x[0]
      return x[0] * x[0]
    } observing: { record, run in
      records.append("\(record)")
      #expect("\(run.state())".hasPrefix("iteration \(record.iteration): f = "))
      return .proceed
    }
    #expect(
      records.first
        == "iteration 0: f = 9.0, ‖∇f‖∞ = 6.0, step length 0.0, 1.0 evaluations")
    #expect(
      "\(result)".hasSuffix("1 parameters; converged: the gradient is below its tolerance"))
    let check = checkGradient(at: [3]) { x, gradient in
      gradient[0] = 2 * x[0]
      return x[0] * x[0]
    }
    #expect("\(check)".hasPrefix("consistent: 1 of 1 derivatives agree with finite differences"))
    #expect(!"\(result)\(check)".contains("\n"))
  }
}
