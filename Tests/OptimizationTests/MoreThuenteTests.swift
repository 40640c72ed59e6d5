import Foundation
import Optimization
import Testing

/// Moré and Thuente's six functions and the tables of their paper (section 5): from each start the
/// number of evaluations m and the step α_m that they report, to the digits that they print.
@Suite struct MoreThuenteTests {
  struct Entry: Sendable {
    let function: Int
    let start: Double
    let evaluations: Int
    let step: Double
    /// Half a unit of the last digit printed.
    let tolerance: Double

    init(_ function: Int, _ start: Double, _ evaluations: Int, _ step: Double, _ tolerance: Double)
    {
      self.function = function
      self.start = start
      self.evaluations = evaluations
      self.step = step
      self.tolerance = tolerance
    }
  }

  static let tables = [
    Entry(1, 1e-3, 6, 1.4, 0.05), Entry(1, 1e-1, 3, 1.4, 0.05), Entry(1, 1e1, 1, 10, 0.5),
    Entry(1, 1e3, 4, 37, 0.5),
    Entry(2, 1e-3, 12, 1.6, 0.05), Entry(2, 1e-1, 8, 1.6, 0.05), Entry(2, 1e1, 8, 1.6, 0.05),
    Entry(2, 1e3, 11, 1.6, 0.05),
    Entry(3, 1e-3, 12, 1.0, 0.05), Entry(3, 1e-1, 12, 1.0, 0.05), Entry(3, 1e1, 10, 1.0, 0.05),
    Entry(3, 1e3, 13, 1.0, 0.05),
    Entry(4, 1e-3, 4, 0.085, 0.0051), Entry(4, 1e-1, 1, 0.10, 0.005),
    Entry(4, 1e1, 3, 0.35, 0.005), Entry(4, 1e3, 4, 0.83, 0.005),
    Entry(5, 1e-3, 6, 0.075, 0.0005), Entry(5, 1e-1, 3, 0.078, 0.0005),
    Entry(5, 1e1, 7, 0.073, 0.0005), Entry(5, 1e3, 8, 0.076, 0.0005),
    Entry(6, 1e-3, 13, 0.93, 0.005), Entry(6, 1e-1, 11, 0.93, 0.005),
    Entry(6, 1e1, 8, 0.92, 0.005), Entry(6, 1e3, 11, 0.92, 0.005),
  ]

  @Test(arguments: tables)
  func equalsTheTableOfThePaper(_ entry: Entry) throws {
    let line = LineFunction.all[entry.function - 1]
    var trials: [LineSample] = []
    let outcome = line.moreThuente.search(from: line.origin, initialStep: entry.start) {
      trials.append(line.sample(at: $0))
      return trials.last
    }
    let accepted = try #require(trials.last)
    #expect(outcome == .accepted(accepted))
    #expect(trials.count == entry.evaluations)
    #expect(abs(accepted.step - entry.step) <= entry.tolerance)
  }
}
