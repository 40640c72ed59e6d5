import Optimization
import Testing

@Suite struct MoreThuenteTests {
  /// Runs a search on a function of one variable and counts the evaluations.
  static func run(
    _ search: MoreThuente, _ phi: (Double) -> (Double, Double), from start: Double
  ) -> (LineSearchOutcome, Int, [Double]) {
    let (value, slope) = phi(0)
    var search = search
    var steps: [Double] = []
    let outcome = search.search(
      from: LineSample(step: 0, value: value, slope: slope), initialStep: start
    ) { step in
      steps.append(step)
      let (value, slope) = phi(step)
      return LineSample(step: step, value: value, slope: slope)
    }
    return (outcome, steps.count, steps)
  }

  @Test func table1() {
    for start in [1e-3, 1e-1, 1e1, 1e3] {
      let search = MoreThuente(sufficientDecrease: 1e-3, curvature: 1e-1, maximumStep: 1e20)
      print(
        Self.run(
          search, { a in (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2))) },
          from: start))
    }
    for start in [1e-3, 1e-1, 1e1, 1e3] {
      let search = MoreThuente(sufficientDecrease: 1e-1, curvature: 1e-1, maximumStep: 1e20)
      let b = 0.004
      func p4(_ x: Double) -> Double { x * x * x * x }
      print(
        Self.run(
          search,
          { a in
            (p4(a + b) * (a + b) - 2 * p4(a + b), 5 * p4(a + b) - 8 * (a + b) * (a + b) * (a + b))
          }, from: start))
    }
  }
}
