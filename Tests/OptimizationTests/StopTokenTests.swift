import Foundation
import Optimization
import OptimizationProblems
import Synchronization
import Testing

/// A quadratic whose evaluations take twenty seconds from some one on, in pieces of 10 ms, unless a
/// token cuts them short.
private struct SlowQuadratic: Objective, ~Copyable {
  var inner = Quadratic(parameterCount: 6)
  let parameterCount = 6
  /// How many evaluations are fast.
  var fastEvaluations = Int.max
  var evaluations = 0
  var token: StopToken?

  mutating func watch(_ token: StopToken?) { self.token = token }

  /// Whether the evaluation was cut short.
  private mutating func isCut() -> Bool {
    evaluations += 1
    guard evaluations > fastEvaluations else { return token?.cutsWork() ?? false }
    for _ in 0..<2000 {
      if token?.cutsWork() ?? false { return true }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return false
  }

  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    isCut() ? 0 : inner.evaluate(at: point, gradient: &gradient)
  }

  mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    if !isCut() { inner.hessianProduct(at: point, direction: direction, into: &product) }
  }
}

/// A matrix whose assembly takes twenty seconds unless a token cuts it short.
private struct SlowModel: GaussNewtonModel, ~Copyable {
  let parameterCount = 6
  let token: StopToken
  var isSlow = true

  mutating func assemble(
    at point: Span<Double>, interruptedBy token: StopToken, into matrix: CholeskySolver
  ) {
    for _ in 0..<(isSlow ? 2000 : 0) {
      if token.isStopRequested { return }
      Thread.sleep(forTimeInterval: 0.01)
    }
    for row in 0..<6 {
      for column in row..<6 { matrix[row, column] = row == column ? 1 + 99.0 / 5 * Double(row) : 0 }
    }
  }
}

@Suite struct StopTokenTests {
  private static let start = [3.0, -1, 2, 0.5, 7, -4]
  private static let criteria = StoppingCriteria(gradientTolerance: 0, maxIterations: 4)

  @Test func isRaisedByEachOfItsSources() {
    let source = StopToken()
    let linked = StopToken(linkedTo: source)
    #expect(!linked.isStopRequested && !linked.cutsWork() && !linked.hasCutWork)
    source.requestStop()
    #expect(linked.isStopRequested && !linked.hasCutWork)
    #expect(linked.cutsWork() && linked.hasCutWork && !source.hasCutWork)
    let late = StopToken(deadline: .now + .seconds(1000))
    #expect(!late.isStopRequested)
    let early = StopToken(deadline: .now - .seconds(1))
    #expect(early.isStopRequested)
  }

  /// An evaluation of twenty seconds, the first or a later one, ends with the time limit or the
  /// request; what is returned was evaluated, and the run can be resumed to the same bits.
  @Test(arguments: Algorithm.allCases, [true, false])
  func anEvaluationIsCutShort(_ algorithm: Algorithm, byTime: Bool) throws {
    var fast = SlowQuadratic()
    let whole = algorithm.run(&fast, from: Self.start, stoppingWhen: Self.criteria)
    var slow = SlowQuadratic()
    slow.fastEvaluations = max(1, fast.evaluations / 2)
    var criteria = Self.criteria
    let token = StopToken()
    if byTime {
      criteria.timeLimit = .milliseconds(200)
    } else {
      DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { token.requestStop() }
    }
    var last: (any SavedState)?
    let began = ContinuousClock.now
    let result = algorithm.run(
      &slow, from: Self.start, stoppingWhen: criteria, interruptedBy: token
    ) { _, run in
      last = run.state()
      return .proceed
    }
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(result.stopReason == (byTime ? .timeLimit : .observer))
    #expect(result.iterations < 4 && result.value.isFinite)
    #expect(slow.token == nil)
    var state = try #require(last)
    #expect(state.iteration == result.iterations)
    state.seconds = 0
    var again = SlowQuadratic()
    let resumed = algorithm.run(
      &again, from: Self.start, stoppingWhen: Self.criteria, resuming: state)
    #expect(resumed.parameters == whole.parameters && resumed.value == whole.value)
    #expect(resumed.evaluations == whole.evaluations)
  }

  /// The start is evaluated though the time is over or a stop was requested before it, unless that
  /// takes too long.
  @Test(arguments: [true, false])
  func theStartHasItsValue(isFast: Bool) {
    let token = StopToken()
    token.requestStop()
    for limit in [Duration.nanoseconds(1), .seconds(1000)] {
      var objective = SlowQuadratic()
      objective.fastEvaluations = isFast ? Int.max : 0
      let began = ContinuousClock.now
      let result = Algorithm.lbfgs.run(
        &objective, from: Self.start, stoppingWhen: .init(timeLimit: limit),
        interruptedBy: limit < .seconds(1) ? StopToken() : token)
      #expect(ContinuousClock.now - began < .seconds(5))
      #expect(result.stopReason == (limit < .seconds(1) ? .timeLimit : .observer))
      #expect(result.iterations == 0 && result.parameters == Self.start)
      #expect(result.value.isFinite == isFast && result.evaluations.gradients == (isFast ? 1 : 0))
    }
  }

  /// Levenberg–Marquardt in the assembly of its matrix: its memory is that of before.
  @Test func anAssemblyIsCutShort() throws {
    let token = StopToken(deadline: .now + .milliseconds(200))
    var objective = SlowQuadratic()
    var minimizer = LevenbergMarquardt(model: SlowModel(token: token))
    let before = minimizer.state
    let began = ContinuousClock.now
    let result = minimize(
      &objective, from: Self.start, using: &minimizer, interruptedBy: token)
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(result.stopReason == .observer && result.iterations == 0 && result.value.isFinite)
    #expect(minimizer.state == before)
  }

  /// In the factorization, which a matrix of order 3000 spends most of a second in.
  @Test func aFactorizationIsCutShort() {
    let count = 3000
    var objective = Quadratic(parameterCount: count)
    var minimizer = LevenbergMarquardt(model: Diagonal(parameterCount: count))
    let before = minimizer.state
    var criteria = StoppingCriteria(gradientTolerance: 0)
    criteria.timeLimit = .milliseconds(120)
    let result = minimize(
      &objective, from: [Double](repeating: 3, count: count), using: &minimizer,
      stoppingWhen: criteria)
    #expect(result.stopReason == .timeLimit && result.value.isFinite)
    if result.iterations == 0 { #expect(minimizer.state == before) }
  }
}

/// The matrix of a ``Quadratic`` but for a factor, so that it takes more than one step.
private struct Diagonal: GaussNewtonModel, ~Copyable {
  let parameterCount: Int

  mutating func assemble(
    at point: Span<Double>, interruptedBy token: StopToken, into matrix: CholeskySolver
  ) {
    for row in 0..<parameterCount {
      for column in row..<parameterCount { matrix[row, column] = row == column ? 200 : 0 }
    }
  }
}
