import Foundation
import Optimization
import OptimizationProblems
import Random
import Testing

/// Jacobians and gradients against central differences, at the start and near it.
struct DerivativeTests {
  @Test(arguments: StandardProblems.all)
  func jacobianMatchesDifferences(_ standard: StandardProblem) {
    for point in points(near: standard) {
      let (residuals, jacobian) = standard.problem.linearization(at: point)
      for j in 0..<standard.parameterCount {
        let step = 6e-6 * max(point[j].magnitude, 1e-2)
        var forward = point
        var backward = point
        forward[j] += step
        backward[j] -= step
        let after = standard.problem.residuals(at: forward)
        let before = standard.problem.residuals(at: backward)
        for i in 0..<standard.residualCount {
          let slope = (after[i] - before[i]) / (forward[j] - backward[j])
          // Rounding in the residuals, divided by the step, and a relative truncation error.
          let scale = max(after[i].magnitude, before[i].magnitude, residuals[i].magnitude, 1)
          let allowed = 1e-6 * max(jacobian[i, j].magnitude, 1e-2) + 50 * scale * .ulpOfOne / step
          #expect(
            (slope - jacobian[i, j]).magnitude <= allowed,
            "∂f[\(i)]/∂x[\(j)] is \(jacobian[i, j]), by differences \(slope)")
        }
      }
    }
  }

  @Test(arguments: StandardProblems.all)
  func gradientMatchesDifferences(_ standard: StandardProblem) {
    var objective = standard.makeObjective()
    var slopes = [Double](repeating: 0, count: standard.parameterCount)
    for point in points(near: standard) {
      let gradient = objective.linearization(at: point).gradient
      var rounding = [Double](repeating: 0, count: slopes.count)
      for j in point.indices {
        let step = 6e-6 * max(point[j].magnitude, 1e-2)
        var forward = point
        var backward = point
        forward[j] += step
        backward[j] -= step
        let after = objective.linearization(at: forward).value
        let before = objective.linearization(at: backward).value
        slopes[j] = (after - before) / (forward[j] - backward[j])
        rounding[j] = 50 * max(after, before, 1e-2) * .ulpOfOne / step
      }
      for j in point.indices {
        let allowed = 1e-6 * max(gradient[j].magnitude, 1e-3) + rounding[j]
        #expect(
          (slopes[j] - gradient[j]).magnitude <= allowed,
          "∂f/∂x[\(j)] is \(gradient[j]), by differences \(slopes[j])")
      }
    }
  }

  /// The gradient is written, not added to, and does not depend on what was evaluated before.
  @Test(arguments: StandardProblems.all)
  func evaluationsAreIndependent(_ standard: StandardProblem) {
    let other = points(near: standard)[1]
    var used = standard.makeObjective()
    _ = used.linearization(at: other)
    let again = used.linearization(at: standard.start)
    var fresh = standard.makeObjective()
    let once = fresh.linearization(at: standard.start)
    #expect(again.value == once.value)
    #expect(again.gradient == once.gradient)
    #expect(used.evaluationCount == 2)
  }

  /// The start and three points near it, from a fixed seed.
  private func points(near standard: StandardProblem) -> [[Double]] {
    var generator = SplitMix64(seed: UInt64(standard.number))
    let near = (0..<3).map { _ in
      standard.start.map { number in
        number + Double.random(in: -0.05...0.05, using: &generator) * max(number.magnitude, 0.1)
      }
    }
    return [standard.start] + near
  }
}
