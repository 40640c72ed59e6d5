import OptimizationProblems
import Testing

/// The minima that the registry lists: attained where it says, and those that computation finds.
struct KnownMinimumTests {
  @Test(arguments: StandardProblems.all)
  func valueAtTheExactPoint(_ standard: StandardProblem) {
    var objective = standard.makeObjective()
    for minimum in standard.minima {
      guard let point = minimum.point else { continue }
      let (value, _) = objective.linearization(at: point)
      let rounding = roundingOfValue(standard, at: point)
      #expect((value - minimum.value).magnitude <= minimum.tolerance + rounding)
      expectStationary(standard, at: point)
    }
  }

  @Test(arguments: ReferenceValues.pairs)
  func computedMinimaAreListed(
    _ standard: StandardProblem, _ reference: ReferenceValues.Instance
  ) throws {
    var objective = standard.makeObjective()
    for computed in reference.minima {
      let (value, _) = objective.linearization(at: computed.point)
      let rounding = roundingOfValue(standard, at: computed.point)
      #expect((value - computed.value).magnitude <= rounding)
      #expect(
        standard.minima.contains { (value - $0.value).magnitude <= $0.tolerance + rounding },
        "\(standard) lists no minimum \(value)")
      expectStationary(standard, at: computed.point)
    }
  }

  /// The values that are approached only as some unknowns go to infinity.
  @Test(arguments: ReferenceValues.pairs.filter { !$0.1.limits.isEmpty })
  func limitsAreListed(_ standard: StandardProblem, _ reference: ReferenceValues.Instance) {
    var objective = standard.makeObjective()
    for limit in reference.limits {
      let (value, gradient) = objective.linearization(at: limit.point)
      #expect(standard.minima.contains { (value - $0.value).magnitude <= $0.tolerance })
      #expect(norm(gradient) <= 1e-6)
    }
  }

  /// Every listed minimum is checked by one of the tests above.
  @Test(arguments: ReferenceValues.pairs)
  func everyListedMinimumIsChecked(
    _ standard: StandardProblem, _ reference: ReferenceValues.Instance
  ) {
    let computed = (reference.minima + reference.limits).map(\.value)
    for minimum in standard.minima where minimum.point == nil {
      #expect(computed.contains { (minimum.value - $0).magnitude <= minimum.tolerance + 1e-30 })
    }
    #expect(!standard.minima.isEmpty)
    #expect(standard.minima.map(\.value) == standard.minima.map(\.value).sorted())
  }

  @Test func matchingAllowsWhatIsAsked() {
    let minimum = KnownMinimum.sixDigits(124.362)
    #expect(minimum.tolerance == 124.362e-5)
    #expect(minimum.matches(124.36218, absolute: 0))
    #expect(!minimum.matches(124.37, absolute: 0))
    #expect(minimum.matches(124.37, relative: 1e-4, absolute: 0))
    #expect(!KnownMinimum.exact(0).matches(1e-9, absolute: 1e-10))
    #expect(KnownMinimum.exact(0).matches(1e-11, absolute: 1e-10))
    #expect(!minimum.matches(.nan, absolute: 1))
  }

  /// ∇f(x) = 0 up to what rounding x and F(x) can change.
  private func expectStationary(_ standard: StandardProblem, at point: [Double]) {
    let (residuals, jacobian) = standard.problem.linearization(at: point)
    let errors = residualErrors(standard, at: point)
    for j in point.indices {
      var slope = 0.0
      var allowed = 1e-300
      for i in residuals.indices {
        slope += 2 * residuals[i] * jacobian[i, j]
        // The second term stands for the change of the Jacobian itself.
        allowed += 2 * errors[i] * jacobian[i, j].magnitude
        allowed += 64 * .ulpOfOne * (residuals[i] * jacobian[i, j]).magnitude
      }
      #expect(slope.magnitude <= allowed, "∂f/∂x[\(j)] is \(slope), allowed \(allowed)")
    }
  }

  /// A bound on how much rounding can move f near a point.
  private func roundingOfValue(_ standard: StandardProblem, at point: [Double]) -> Double {
    let residuals = standard.problem.residuals(at: point)
    return zip(residuals, residualErrors(standard, at: point)).reduce(1e-300) {
      $0 + 2 * $1.0.magnitude * $1.1 + $1.1 * $1.1
    }
  }

  /// δfᵢ ≤ 64 ε (Σⱼ |Jᵢⱼ xⱼ| + |fᵢ| + 1): every unknown and every operation rounded.
  private func residualErrors(_ standard: StandardProblem, at point: [Double]) -> [Double] {
    let (residuals, jacobian) = standard.problem.linearization(at: point)
    return residuals.indices.map { i in
      let terms = point.indices.reduce(0) { $0 + (jacobian[i, $1] * point[$1]).magnitude }
      return 64 * .ulpOfOne * (terms + residuals[i].magnitude + 1)
    }
  }
}
