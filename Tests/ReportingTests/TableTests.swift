import Datasets
import Reporting
import Testing
import Training

struct TableTests {
  @Test func wordsStandLeftAndNumbersRight() {
    var table = Table(columns: [
      .text("name"), .count("n"), .number("cost", .fixed(decimals: 3)), .text("note"),
    ])
    table.append(["a", .count(5), .number(0.12345), "first"])
    table.startGroup()
    table.append(["long name", .count(5000), .number(12.5), .empty])
    #expect(
      table.text() == """
        name          n    cost  note
        a             5   0.123  first

        long name  5000  12.500

        """)
  }

  @Test func colorMarksTheHeadingOnly() {
    var table = Table(columns: [.text("name")])
    table.append(["a"])
    #expect(table.text(.color) == "\u{1B}[1mname\u{1B}[0m\na\n")
  }

  @Test func theReportSpeaksInTheFilesOwnLabels() {
    let report = ClassificationReport(
      actual: [0, 0, 0, 1], predicted: [0, 0, 1, 1], encoding: LabelEncoding(labels: ["9", "10"]))
    #expect(
      Table(report).text() == """
        class             precision  recall      F1  support
        9                    1.0000  0.6667  0.8000        3
        10                   0.5000  1.0000  0.6667        1

        macro average        0.7500  0.8333  0.7333        4
        weighted average     0.8750  0.7500  0.7667        4
        accuracy                             0.7500        4

        """)
    #expect(
      Table(report.confusion, labels: report.labels).text() == """
        actual \\ predicted  9  10
        9                   2   1
        10                  0   1

        """)
  }

  @Test(arguments: [
    (NumberStyle.fixed(decimals: 4), 0.97517, "0.9752"),
    (.fixed(decimals: 0), 10285, "10285"),
    (.significant(digits: 5), 0.287629165, "0.28763"),
    (.significant(digits: 2), 3.5e-7, "3.5e-07"),
    (.scientific(decimals: 2), 0.0249096660596572, "2.49e-02"),
    (.percent(decimals: 2), 0.9752, "97.52 %"),
    (.seconds, 0.00034, "340 µs"),
    (.seconds, 0.9999e-3, "1 ms"),
    (.seconds, 0.00371, "3.71 ms"),
    (.seconds, 2.5, "2.5 s"),
    (.seconds, 59.97, "1 min 0 s"),
    (.seconds, 72.4, "1 min 12 s"),
    (.seconds, 7380, "2 h 3 min"),
    (.fixed(decimals: 2), .nan, "nan"),
    (.scientific(decimals: 2), -.infinity, "-inf"),
  ])
  func numbersAreRoundedForPeople(style: NumberStyle, number: Double, text: String) {
    #expect(style.text(number) == text)
  }
}
