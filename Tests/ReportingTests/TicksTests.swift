import Reporting
import Testing

struct TicksTests {
  @Test(arguments: [
    (AxisScale.linear, [0.0, 100], ["0", "20", "40", "60", "80", "100"]),
    (.linear, [0.31, 3.3], ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5"]),
    (.linear, [-2, 3], ["-2", "-1", "0", "1", "2", "3"]),
    (.linear, [5, 5], ["2", "3", "4", "5", "6", "7", "8"]),
    (.linear, [], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (.logarithmic, [0.3, 6], ["0.5", "1", "2", "5"]),
    (.logarithmic, [1e-7, 1], ["10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "0.001", "0.01", "0.1", "1"]),
    (.logarithmic, [1e-18, 1], ["10⁻¹⁸", "10⁻¹⁵", "10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]),
    (.logarithmic, [0.32, 0.38], ["0.32", "0.33", "0.34", "0.35", "0.36", "0.37", "0.38"]),
  ])
  func axesMarkRoundValues(scale: AxisScale, values: [Double], labels: [String]) {
    #expect(Ticks.marks(in: scale.span(of: values), scale: scale).map(\.label) == labels)
  }

  @Test(
    arguments: [AxisScale.linear, .logarithmic],
    [
      [1, 1 + .ulpOfOne], [0.3831234, 0.3831235], [1e-150, 1e150],
      [1e-300, .leastNonzeroMagnitude],
      [-1e308, 1e308],
      [.nan, .infinity], [0, 1e-160], [-1e150, 1e150], [1e6, 1e6 + 1], [3, 3000],
    ] as [[Double]])
  func noDataBreakAnAxis(scale: AxisScale, values: [Double]) {
    let span = scale.span(of: values)
    let marks = Ticks.marks(in: span, scale: scale)
    #expect(span.lowerBound < span.upperBound)
    #expect((2...12).contains(marks.count))
    #expect(Set(marks.map(\.label)).count == marks.count, "\(marks)")
    #expect(zip(marks, marks.dropFirst()).allSatisfy { $0.value < $1.value })
  }
}
