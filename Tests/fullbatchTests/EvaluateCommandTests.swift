import TestSupport
import Testing

extension ToolTests {
  /// `evaluate` against scores that NumPy has counted.
  @Suite struct EvaluateCommandTests {
    let folder = TemporaryFolder()

    private func evaluate(_ model: String) throws -> EvaluationDocument {
      let outcome = try Tool.run(
        ["evaluate", "--data", TestFiles.digits, "--model", model, "--json"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let document: EvaluationDocument = try outcome.json()
      expectConsistent(document)
      return document
    }

    /// Everything follows from the confusion matrix: rows are true classes, columns predicted ones.
    private func expectConsistent(_ document: EvaluationDocument) {
      let confusion = document.confusion
      let total = confusion.joined().reduce(0, +)
      let correct = confusion.indices.map { confusion[$0][$0] }.reduce(0, +)
      #expect(total == 5000)
      #expect(document.accuracy == Double(correct) / 5000)
      #expect(document.classes.map(\.label.text) == (1...10).map(String.init))
      for (index, scores) in document.classes.enumerated() {
        let hits = Double(confusion[index][index])
        let predicted = Double(confusion.map { $0[index] }.reduce(0, +))
        #expect(scores.support == 500)
        #expect(scores.support == confusion[index].reduce(0, +))
        #expect(abs(scores.precision - hits / predicted) < 1e-15)
        #expect(abs(scores.recall - hits / 500) < 1e-15)
        #expect(abs(scores.f1 - 2 * hits / (predicted + 500)) < 1e-15)
      }
      // All classes have as many examples, so that both averages are plain ones.
      for average in [document.macro, document.weighted] {
        #expect(abs(average.precision - mean(document.classes.map(\.precision))) < 1e-14)
        #expect(abs(average.recall - mean(document.classes.map(\.recall))) < 1e-14)
        #expect(abs(average.f1 - mean(document.classes.map(\.f1))) < 1e-14)
      }
    }

    private func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
    }

    @Test(.enabled(if: TestFiles.referenceWeights != nil, "ex4weights.mat is missing"))
    func countsTheReferenceWeightsMistakes() throws {
      let document = try evaluate(try #require(TestFiles.referenceWeights))
      #expect(document.accuracy == 4876.0 / 5000)
      #expect(document.confusion.first == [491, 1, 1, 2, 0, 0, 1, 3, 1, 0])
      #expect(document.confusion.last == [0, 0, 0, 1, 0, 1, 0, 1, 1, 496])
    }

    @Test func countsTheMistakesOfTheWeightsThatSciPyTrained() throws {
      let document = try evaluate(TestFiles.scipyWeights)
      #expect(document.accuracy == 4917.0 / 5000)
      #expect(document.confusion.first == [493, 2, 2, 1, 1, 0, 0, 1, 0, 0])
      #expect(document.confusion.last == [0, 0, 0, 0, 0, 1, 0, 0, 0, 499])
      #expect(document.classes[9].precision == 0.9881188118811881)
      #expect(document.classes[9].f1 == 0.9930348258706467)
    }

    @Test func printsTheReportInTheFilesOwnLabels() throws {
      let outcome = try Tool.run(
        ["evaluate", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights], in: folder)
      #expect(outcome.status == 0)
      for label in 1...10 {
        #expect(outcome.output.contains(try Regex("(?m)^ *\(label) .*\\b500 *$")))
      }
    }
  }
}
