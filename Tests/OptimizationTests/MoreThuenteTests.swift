import Foundation
import Optimization
import TestSupport
import Testing

/// Moré and Thuente's six functions and the tables I to VI of their paper (section 5).
///
/// The rows were held against two programs that come from the authors' own: SciPy's `dcsrch`
/// (`Fixtures/record_more_thuente.py`), and the figures that D. P. O'Leary's translation of
/// MINPACK's `cvsrch` gives, as the tests of the R package mize record them together with the
/// places where the paper's print differs. There are three: table II prints the slopes 7.1e−9 and
/// 10e−10 for the first two starts, where both programs find 3.8e−9 and 1.0e−10, and table IV the
/// step 0.08 for 0.085, cut and not rounded.
@Suite struct MoreThuenteTests {
  /// A row of a table: the start, and the number m of evaluations, the step α_m and the slope
  /// φ′(α_m) from there.
  struct Row: Sendable {
    let function: Int
    let start: Double
    let evaluations: Int
    let step: Double
    let slope: Double

    init(_ function: Int, _ start: Double, _ evaluations: Int, _ step: Double, _ slope: Double) {
      self.function = function
      self.start = start
      self.evaluations = evaluations
      self.step = step
      self.slope = slope
    }
  }

  /// To two digits, as printed but for the three places named above.
  static let tables = [
    Row(1, 1e-3, 6, 1.4, -9.2e-3), Row(1, 1e-1, 3, 1.4, 4.7e-3), Row(1, 1e1, 1, 10, 9.4e-3),
    Row(1, 1e3, 4, 37, 7.3e-4),
    Row(2, 1e-3, 12, 1.6, 3.8e-9), Row(2, 1e-1, 8, 1.6, 1.0e-10), Row(2, 1e1, 8, 1.6, -5.0e-9),
    Row(2, 1e3, 11, 1.6, -2.3e-8),
    Row(3, 1e-3, 12, 1.0, -5.1e-5), Row(3, 1e-1, 12, 1.0, -1.9e-4), Row(3, 1e1, 10, 1.0, -2.0e-6),
    Row(3, 1e3, 13, 1.0, -1.6e-5),
    Row(4, 1e-3, 4, 0.085, -6.9e-5), Row(4, 1e-1, 1, 0.10, -4.9e-5),
    Row(4, 1e1, 3, 0.35, -2.9e-6), Row(4, 1e3, 4, 0.83, 1.6e-5),
    Row(5, 1e-3, 6, 0.075, 1.9e-4), Row(5, 1e-1, 3, 0.078, 7.4e-4), Row(5, 1e1, 7, 0.073, -2.6e-4),
    Row(5, 1e3, 8, 0.076, 4.5e-4),
    Row(6, 1e-3, 13, 0.93, 5.2e-4), Row(6, 1e-1, 11, 0.93, 8.4e-5), Row(6, 1e1, 8, 0.92, -2.4e-4),
    Row(6, 1e3, 11, 0.92, -3.2e-4),
  ]

  @Test(arguments: tables)
  func equalsTheTableOfThePaper(_ row: Row) throws {
    let accepted = try Self.search(row.function, from: row.start, evaluations: row.evaluations)
    #expect(Self.agrees(accepted.step, row.step))
    #expect(Self.agrees(accepted.slope, row.slope))
  }

  /// The whole step, and not only its first digits: every trial on the way was the same.
  @Test func equalsSciPy() throws {
    struct Record: Decodable {
      struct Row: Decodable {
        let start: Double
        let evaluations: Int
        let step: Double
      }
      let tables: [[Row]]
    }
    let record = try TestFiles.decodeFixture("more-thuente.json", as: Record.self)
    #expect(record.tables.map(\.count) == [4, 4, 4, 4, 4, 4])
    for (index, rows) in record.tables.enumerated() {
      for row in rows {
        let accepted = try Self.search(index + 1, from: row.start, evaluations: row.evaluations)
        #expect(abs(accepted.step - row.step) <= 1e-9 * row.step, "\(index + 1), \(row.start)")
      }
    }
  }

  /// Searches, and checks the number of evaluations.
  private static func search(
    _ function: Int, from start: Double, evaluations: Int
  ) throws -> LinePoint {
    let line = LineFunction.all[function - 1]
    var trials: [LinePoint] = []
    let outcome = line.moreThuente.search(from: line.origin, initialStep: start) {
      trials.append(line.sample(at: $0))
      return trials.last
    }
    let accepted = try #require(trials.last)
    #expect(outcome == .accepted(accepted))
    #expect(trials.count == evaluations)
    return accepted
  }

  /// To half a unit of the second digit, and a little for the rounding of what was printed.
  private static func agrees(_ number: Double, _ printed: Double) -> Bool {
    let unit = pow(10, (log10(abs(printed)) + 1e-9).rounded(.down) - 1)
    return abs(number - printed) <= 0.501 * unit
  }
}
