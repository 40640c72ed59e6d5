import Optimization
import OptimizationProblems
import Random
import Testing

@Suite struct GradientCheckTests {
  static let extents: [GradientCheck.Extent] = [.everyComponent, .components(3), .directions(4)]

  @Test(arguments: extents)
  func aRightGradientPasses(_ extent: GradientCheck.Extent) {
    var generator = Xoshiro256StarStar(seed: 1)
    for problem in StandardProblems.all where problem.name == "Trigonometric" {
      var objective = problem.makeObjective()
      let point = problem.start.map { $0 + 0.01 * generator.nextNormal() }
      let check = checkGradient(of: &objective, at: point, over: extent, using: &generator)
      #expect(check.relativeDifference < 1e-9)
    }
  }

  @Test(arguments: extents)
  func aWrongComponentIsFoundAndNamed(_ extent: GradientCheck.Extent) throws {
    var generator = Xoshiro256StarStar(seed: 2)
    var objective = Spied(.scaledComponent)
    let check = checkGradient(of: &objective, at: [0.3, 0.7], over: extent, using: &generator)
    #expect(check.relativeDifference > 0.1)
    let worst = try #require(check.worst)
    if case .directions = extent { return }
    #expect(worst.index == 0)
    // ∂/∂x₁ of Rosenbrock at (0.3, 0.7) by hand: −400·0.3·0.61 − 2·0.7 = −74.6.
    #expect(abs(worst.numerical + 74.6) < 1e-8)
    #expect(abs(worst.analytic + 3 * 74.6) < 1e-12)
  }

  @Test func aSampleHasDifferentComponentsAndNoMoreThanThereAre() {
    var generator = SplitMix64(seed: 3)
    var objective = Quadratic(parameterCount: 50)
    let start = [Double](repeating: 0.5, count: 50)
    for count in [0, 1, 20, 50, 80] {
      let check = checkGradient(
        of: &objective, at: start, over: .components(count), using: &generator)
      let indices = check.comparisons.map(\.index)
      #expect(Set(indices).count == min(count, 50) && indices.count == min(count, 50))
    }
  }

  @Test func aValueThatIsNoNumberFails() {
    var generator = SplitMix64(seed: 4)
    var objective = Spied(.notANumber)
    let check = checkGradient(
      of: &objective, at: [1, 2], over: .everyComponent, using: &generator)
    #expect(check.relativeDifference == .infinity)
  }

  @Test func theDefaultHessianProductIsRight() {
    var objective = DifferencedRosenbrock()
    var product = [0.0, 0.0]
    var span = product.mutableSpan
    objective.hessianProduct(at: [-1.2, 1].span, direction: [0.5, -2].span, into: &span)
    // H(−1.2, 1) = [[1330, 480], [480, 200]], from the second derivatives by hand.
    #expect(abs(product[0] - (665 - 960)) < 1e-5)
    #expect(abs(product[1] - (240 - 400)) < 1e-5)
    var zero = [1.0, 1.0]
    var zeroSpan = zero.mutableSpan
    objective.hessianProduct(at: [-1.2, 1].span, direction: [0, 0].span, into: &zeroSpan)
    #expect(zero == [0, 0])
  }
}

/// Rosenbrock without a Hessian product of its own.
private struct DifferencedRosenbrock: Objective, ~Copyable {
  let parameterCount = 2
  private var inner = Rosenbrock()

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    inner.evaluate(at: point, gradient: &gradient)
  }
}
