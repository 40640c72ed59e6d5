import OptimizationProblems
import Testing

/// The registry: which instances there are, and that sizes agree with the arrays.
struct StandardProblemsTests {
  @Test func fortyFiveInstancesOfThirtyFiveProblems() {
    let all = StandardProblems.all
    #expect(all.count == 45)
    #expect(Set(all.map(\.number)) == Set(1...35))
    #expect(Set(all.map(\.identifier)).count == 45)
    #expect(all.map(\.number) == all.map(\.number).sorted())
  }

  @Test(arguments: StandardProblems.all)
  func sizesAgree(_ standard: StandardProblem) {
    #expect(standard.start.count == standard.parameterCount)
    #expect(standard.residualCount >= standard.parameterCount)
    for minimum in standard.minima {
      #expect(minimum.point.map(\.count) ?? standard.parameterCount == standard.parameterCount)
    }
    let objective = standard.makeObjective()
    #expect(objective.parameterCount == standard.parameterCount)
  }

  @Test func namesForPeople() throws {
    let watson = try #require(StandardProblems.all.first { $0.number == 20 })
    #expect(watson.description == "Watson (n = 6, m = 31)")
    #expect(watson.identifier == "20:n6,m31")
  }
}
