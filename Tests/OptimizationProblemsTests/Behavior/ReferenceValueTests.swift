import OptimizationProblems
import Testing

/// Values, gradients and minima against those that mpmath computed from the paper's formulas.
struct ReferenceValueTests {
  @Test func everyInstanceHasAReference() throws {
    let references = try ReferenceValues.load()
    #expect(references.count == StandardProblems.all.count)
    for (standard, reference) in zip(StandardProblems.all, references) {
      #expect(standard.number == reference.number)
      #expect(standard.parameterCount == reference.n)
      #expect(standard.residualCount == reference.m)
    }
  }

  @Test(arguments: ReferenceValues.pairs)
  func valueAndGradientAtTheStart(
    _ standard: StandardProblem, _ reference: ReferenceValues.Instance
  ) {
    #expect(standard.start.count == reference.start.point.count)
    for (own, expected) in zip(standard.start, reference.start.point) {
      #expect((own - expected).magnitude <= 2 * expected.ulp)
    }
    expectAgreement(standard, reference.start)
  }

  @Test(arguments: ReferenceValues.pairs)
  func valueAndGradientElsewhere(_ standard: StandardProblem, _ reference: ReferenceValues.Instance)
  {
    expectAgreement(standard, reference.second)
  }

  private func expectAgreement(_ standard: StandardProblem, _ expected: ReferenceValues.Evaluation)
  {
    var objective = standard.makeObjective()
    let (value, gradient) = objective.linearization(at: expected.point)
    #expect((value - expected.value).magnitude <= 1e-12 * expected.value)
    #expect((norm(gradient) - expected.gradientNorm).magnitude <= 1e-12 * expected.gradientNorm)
    for (own, slope) in zip(gradient, expected.gradient) {
      #expect((own - slope).magnitude <= 1e-12 * expected.gradientNorm)
    }
  }
}
