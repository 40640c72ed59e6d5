import Optimization
import Testing

@Suite struct LBFGSTests {
  /// The next direction of L-BFGS with a full memory is −H∇f with the dense BFGS matrix
  /// H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ made from the same pairs (Nocedal and Wright, equation 6.17).
  @Test(arguments: [1, 3, 6])
  func theTwoLoopsMultiplyWithTheDenseMatrix(_ pairs: Int) throws {
    let n = 7
    var objective = Quadratic(parameterCount: n)
    var minimizer = LBFGS(parameterCount: n)
    var states: [MinimizationState<QuasiNewtonState<IdentityInverseHessian.State>>] = []
    let start = (0..<n).map { Double($0 * $0) - 4 }
    _ = minimize(
      &objective, from: start, using: &minimizer, stoppingWhen: .init(maxIterations: pairs + 1)
    ) { _, run in
      states.append(run.state())
      return .proceed
    }
    let before = states[pairs]
    let (steps, changes) = (before.minimizer.pairs.steps, before.minimizer.pairs.changes)
    #expect(steps.count == pairs)
    var inverse = DenseMatrix(scaling: 1, count: n)
    for pair in 0..<pairs {
      let (s, y) = (steps[pair], changes[pair])
      if pair == 0 {
        let (lastStep, lastChange) = (steps[pairs - 1], changes[pairs - 1])
        inverse = DenseMatrix(
          scaling: dot(lastStep, lastChange) / dot(lastChange, lastChange), count: n)
      }
      inverse.updateBFGS(s, y)
    }
    let direction = inverse.multiplied(with: before.iterate.gradient).map { -$0 }
    // The move that was made is a multiple of the direction.
    let move = zip(states[pairs + 1].iterate.point, before.iterate.point).map { $0 - $1 }
    let step = dot(move, direction) / dot(direction, direction)
    let error = zip(move, direction).map { $0 - step * $1 }
    #expect(step > 0)
    #expect(dot(error, error).squareRoot() <= 1e-12 * dot(move, move).squareRoot())
  }

  /// With the exact inverse as H₀ the first step is Newton's, and the run is over after it.
  @Test func anExactInitialInverseHessianNeedsOneStep() {
    var objective = Quadratic(parameterCount: 12)
    var minimizer = LBFGS(
      parameterCount: 12, initialInverseHessian: QuadraticInverse(parameterCount: 12))
    let start = [Double](repeating: -3, count: 12)
    let result = minimize(&objective, from: start, using: &minimizer)
    #expect(result.iterations == 1)
    #expect(result.evaluations.gradients == 2)
    #expect(result.evaluations.preconditionerRefreshes == 1)
  }

  @Test func withoutMemoryItIsSteepestDescent() {
    var objective = Quadratic(parameterCount: 3, condition: 2)
    var minimizer = LBFGS(parameterCount: 3, configuration: .init(memory: 0))
    let result = minimize(&objective, from: [4, 5, 6], using: &minimizer)
    #expect(result.stopReason == .gradientTolerance)
  }

  /// A run on one objective goes on with another that is close to it, with the pairs kept.
  @Test func aContinuedRunKeepsItsPairs() {
    var first = Quadratic(parameterCount: 30, condition: 1000)
    var second = Quadratic(parameterCount: 30, condition: 1010)
    var minimizer = LBFGS(parameterCount: 30)
    let start = [Double](repeating: 3, count: 30)
    let middle = minimize(
      &first, from: start, using: &minimizer, stoppingWhen: .init(gradientTolerance: 0.1))
    let continued = minimize(&second, continuingFrom: middle.parameters, using: &minimizer)
    let afresh = minimize(&second, from: middle.parameters, using: &minimizer)
    #expect(continued.stopReason == .gradientTolerance)
    #expect(continued.evaluations.gradients < afresh.evaluations.gradients)
  }
}

private func dot(_ x: [Double], _ y: [Double]) -> Double {
  zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
}

/// A small dense matrix, row after row, with loops that anyone can check.
private struct DenseMatrix {
  var rows: [[Double]]

  init(scaling: Double, count: Int) {
    rows = (0..<count).map { row in (0..<count).map { $0 == row ? scaling : 0 } }
  }

  func multiplied(with vector: [Double]) -> [Double] {
    rows.map { dot($0, vector) }
  }

  mutating func updateBFGS(_ s: [Double], _ y: [Double]) {
    let rho = 1 / dot(s, y)
    let hy = multiplied(with: y)
    let yhy = dot(y, hy)
    for i in s.indices {
      for j in s.indices {
        rows[i][j] += (rho + rho * rho * yhy) * s[i] * s[j] - rho * (hy[i] * s[j] + s[i] * hy[j])
      }
    }
  }
}
