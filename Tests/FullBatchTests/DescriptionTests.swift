import FullBatch
import MATFile
import Testing

/// What `print` shows of a value: one line, whatever its size.
@Suite struct DescriptionTests {
  @Test func aModelIsOneLine() {
    let topology = NetworkTopology([400, 25, 10])
    let model = Model(
      topology: topology, parameters: [Double](repeating: 0, count: 10285),
      encoding: LabelEncoding(labels: ["a", "b"] + (1...8).map(String.init)))
    #expect(
      "\(model)" == "400-25-10 network, sigmoid, sigmoid-cross-entropy, 10285 parameters, "
        + "10 classes: a, b, 1, 2, 3, 4, 5, 6, 7, 8")
  }

  @Test func aReportIsOneLine() {
    let report = ClassificationReport(
      actual: [0, 1, 1], predicted: [0, 1, 0], encoding: LabelEncoding(labels: ["a", "b"]))
    #expect("\(report)".hasPrefix("accuracy 0.6666666666666666 (2 of 3), macro average F1 0.66"))
    #expect(!"\(report)".contains("\n"))
  }

  @Test func arraysOfMATFilesAreOneLine() throws {
    let numbers = MATArray([1.0, 2, 3, 4, 5, 6], dimensions: [2, 3])
    #expect("\(numbers)" == "2×3 double")
    #expect(numbers.numbers.map { "\($0)" } == "6 × float64")
    let file = try MATFile(
      reading: MATFile.encode([("X", numbers), ("name", MATArray("ex4"))]))
    #expect("\(file)" == "mat5, X: 2×3 double; name: 1×3 char")
    #expect("\(try MATFile(reading: MATFile.encode([])))" == "mat5, no variables")
  }
}
