import Foundation
import OptimizationProblems
import Testing

/// Points where a formula has a case of its own, and sizes outside the standard set.
struct SpecialPointTests {
  /// θ goes on through the upper half of the plane x₁ = 0 without a jump.
  @Test func helicalValleyAcrossTheAxis() {
    let valley = HelicalValley()
    let left = valley.residuals(at: [-1e-12, 2, 0.3])
    let axis = valley.residuals(at: [0, 2, 0.3])
    let right = valley.residuals(at: [1e-12, 2, 0.3])
    for i in 0..<3 {
      #expect((left[i] - axis[i]).magnitude < 1e-9)
      #expect((right[i] - axis[i]).magnitude < 1e-9)
    }
    #expect((axis[0] - 10 * (0.3 - 10 * 0.25)).magnitude < 1e-12)
  }

  /// With m = 100 the last yᵢ is 25 itself, and its distance to x₂ = 25 is 0.
  @Test func gulfAtDistanceZero() {
    let (residuals, jacobian) = GulfResearch(residualCount: 100).linearization(at: [50, 25, 1.5])
    #expect(residuals[99] == 0)
    #expect((0..<3).map { jacobian[99, $0] } == [0, 0, 0])
  }

  /// A product without one factor, where that or another factor is 0.
  @Test func brownAlmostLinearWithZeroes() {
    let problem = BrownAlmostLinear(parameterCount: 3)
    #expect((0..<3).map { problem.jacobian(at: [2, 0, 3])[2, $0] } == [0, 6, 0])
    #expect((0..<3).map { problem.jacobian(at: [0, 0, 3])[2, $0] } == [0, 0, 0])
  }

  /// The minima hold for other sizes too.
  @Test(
    arguments: [
      LinearFullRank(parameterCount: 3, residualCount: 3),
      LinearRankOne(parameterCount: 4, residualCount: 9),
      LinearRankOneWithZeros(parameterCount: 3, residualCount: 5),
      VariablyDimensioned(parameterCount: 1),
      BrownAlmostLinear(parameterCount: 2),
      ExtendedPowellSingular(parameterCount: 8),
      Trigonometric(parameterCount: 1),
      GulfResearch(residualCount: 3),
      BoxThreeDimensional(residualCount: 3),
      BiggsEXP6(residualCount: 6),
    ] as [any TestProblem])
  func exactMinimaAtOtherSizes(_ problem: any TestProblem) throws {
    let points = problem.knownMinima.filter { $0.point != nil }
    #expect(!points.isEmpty)
    for minimum in points {
      let residuals = problem.residuals(at: try #require(minimum.point))
      let value = residuals.reduce(0) { $0 + $1 * $1 }
      #expect((value - minimum.value).magnitude <= 1e-14)
    }
  }

  /// The nodes of the equal-weight quadrature for n = 2 are ½ ∓ √3/6, the Gauss points.
  @Test func chebyquadFindsTheGaussPoints() {
    let offset = 3.0.squareRoot() / 6
    let residuals = Chebyquad(parameterCount: 2, residualCount: 2)
      .residuals(at: [0.5 - offset, 0.5 + offset])
    #expect(residuals.allSatisfy { $0.magnitude < 1e-15 })
  }

  /// Watson's polynomial approximates tan, which solves p′ = p² + 1 with p(0) = 0: with the Taylor
  /// coefficients of tan the residuals fall to the size of the terms left out.
  @Test func watsonApproximatesTheTangent() {
    let tangent = [0, 1, 0, 1.0 / 3, 0, 2.0 / 15, 0, 17.0 / 315, 0, 62.0 / 2835, 0]
    let residuals = Watson(parameterCount: 11).residuals(at: tangent)
    #expect(residuals.prefix(3).allSatisfy { $0.magnitude < 1e-9 })
    #expect(residuals[28].magnitude < 0.2)
    #expect(residuals[29] == 0 && residuals[30] == 0)
  }
}
