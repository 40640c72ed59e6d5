import Foundation
import Optimization
import Testing

/// What a step that a line search returns must satisfy, whatever the function and the start.
@Suite struct LineSearchTests {
  /// The searches with the conditions they promise: the decrease, the curvature, and whether that
  /// is the strong one.
  enum Method: CaseIterable, Sendable {
    case moreThuente, hagerZhang, wolfePowell, backtracking

    var search: any LineSearch {
      switch self {
      case .moreThuente: MoreThuente()
      // Both kinds of conditions from the first search on, as in the paper of 2005.
      case .hagerZhang: HagerZhang(switchFraction: .infinity)
      case .wolfePowell: WolfePowell()
      case .backtracking: Backtracking()
      }
    }

    func accepts(_ sample: LinePoint, from origin: LinePoint) -> Bool {
      func decreases(_ part: Double) -> Bool {
        sample.value <= origin.value + part * origin.slope * sample.step
      }
      return switch self {
      case .moreThuente: decreases(1e-4) && abs(sample.slope) <= 0.9 * abs(origin.slope)
      case .hagerZhang:
        sample.slope >= 0.9 * origin.slope
          && (decreases(0.1)
            || sample.value <= origin.value + 1e-6 * abs(origin.value)
              && sample.slope <= -0.8 * origin.slope)
      case .wolfePowell: decreases(0.01) && abs(sample.slope) <= 0.5 * abs(origin.slope)
      case .backtracking: decreases(1e-4)
      }
    }
  }

  @Test(arguments: Method.allCases, [1e-3, 1e-1, 1, 1e1, 1e3])
  func whatIsAcceptedMeetsItsConditions(_ method: Method, _ start: Double) {
    for line in LineFunction.all {
      var search = method.search
      var trials: [LinePoint] = []
      let outcome = search.search(from: line.origin, initialStep: start) {
        trials.append(line.sample(at: $0))
        return trials.last
      }
      // A search with a growth limit may give up where the start is a thousand times too short.
      guard case .accepted(let sample) = outcome else {
        #expect(method == .wolfePowell, "\(line.name) from \(start): \(outcome)")
        continue
      }
      #expect(sample == trials.last)
      #expect(method.accepts(sample, from: line.origin), "\(line.name) from \(start)")
      #expect(Set(trials.map(\.step)).count == trials.count)
    }
  }

  /// φ(α) = −α + α²/2 below a wall, beyond which there is no value.
  @Test(arguments: Method.allCases, [Double.infinity, .nan, -.infinity])
  func aWallIsShrunkFrom(_ method: Method, _ beyond: Double) {
    for wall in [1e-6, 1e-3, 0.3, 0.999] {
      var search = method.search
      let outcome = search.search(
        from: LinePoint(step: 0, value: 0, slope: -1), initialStep: 1
      ) { step in
        step < wall
          ? LinePoint(step: step, value: step * step / 2 - step, slope: step - 1)
          : LinePoint(step: step, value: beyond.isFinite ? beyond : .infinity, slope: .nan)
      }
      if case .accepted(let sample) = outcome {
        #expect(sample.step < wall && sample.value < 0)
      } else {
        // With no minimum before the wall there is no point of small slope; giving up is right.
        #expect(method != .backtracking)
      }
    }
  }

  @Test(arguments: Method.allCases)
  func aRefusedEvaluationInterrupts(_ method: Method) {
    for allowed in 0...3 {
      let line = LineFunction.all[1]
      var search = method.search
      var count = 0
      let outcome = search.search(from: line.origin, initialStep: 1e-3) { step in
        count += 1
        return count > allowed ? nil : line.sample(at: step)
      }
      if case .accepted = outcome {
        #expect(count <= allowed)
      } else {
        #expect(outcome == .interrupted)
        #expect(count == allowed + 1)
      }
    }
  }

  @Test(arguments: [Method.moreThuente, .hagerZhang, .backtracking])
  func aDirectionThatDoesNotDescendIsNotSearched(_ method: Method) {
    var search = method.search
    let outcome = search.search(
      from: LinePoint(step: 0, value: 0, slope: 0), initialStep: 1
    ) { _ in nil }
    #expect(outcome == .failed)
  }

  /// Close to a minimum on top of a large constant every value is a rounding too high; the slopes
  /// still show the way.
  @Test func hagerZhangGoesByTheSlopesWhereRoundingHidesTheDecrease() {
    var search = HagerZhang(curvature: 0.1)
    func quadratic(_ step: Double) -> LinePoint {
      LinePoint(step: step, value: step > 0 ? 1e8.nextUp : 1e8, slope: 2e-9 * (step - 1))
    }
    let exact = MoreThuente().search(from: quadratic(0), initialStep: 0.1) { quadratic($0) }
    #expect(exact == .failed)
    // Two searches with nearly the same value switch to the approximate conditions.
    _ = search.search(from: quadratic(0), initialStep: 1) { quadratic($0) }
    let outcome = search.search(from: quadratic(0), initialStep: 0.1) { quadratic($0) }
    guard case .accepted(let sample) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(sample.step >= 0.9 && sample.step <= 1.8)
  }
}
