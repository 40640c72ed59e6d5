import Datasets
import Foundation
import TestSupport
import Testing
import Training

/// What scikit-learn says about some predictions; see `Fixtures/make_classification_report.py`.
struct ScoredPredictions: Decodable, CustomTestStringConvertible {
  struct Scores: Decodable {
    var precision, recall, f1: Double
    var support: Int
  }

  var name: String
  var labels: [String]
  var actual, predicted: [Int]
  var accuracy: Double
  var classes: [Scores]
  var macro, weighted: Scores
  var confusion: [[Int]]

  var testDescription: String { name }

  var report: ClassificationReport {
    ClassificationReport(
      actual: actual, predicted: predicted, encoding: LabelEncoding(labels: labels))
  }

  static let all: [ScoredPredictions] =
    (try? TestFiles.decodeFixture("classification-report.json")) ?? []
}

struct ClassificationReportTests {
  @Test func theFixtureIsThere() {
    #expect(ScoredPredictions.all.count == 10)
  }

  @Test(arguments: ScoredPredictions.all)
  func countsEqualThoseOfScikitLearn(_ expected: ScoredPredictions) {
    #expect(expected.report.confusion.rows == expected.confusion)
  }

  @Test(arguments: ScoredPredictions.all)
  func scoresEqualThoseOfScikitLearn(_ expected: ScoredPredictions) {
    let report = expected.report
    #expect(report.accuracy == expected.accuracy)
    #expect(report.labels == expected.labels)
    for (row, scores) in zip(report.classes, expected.classes) {
      #expect(agree(row.scores, scores, tolerance: 0), "class \(row.label)")
    }
    // Averages differ in the order of summation.
    #expect(agree(report.macro, expected.macro, tolerance: 4 * .ulpOfOne))
    #expect(agree(report.weighted, expected.weighted, tolerance: 4 * .ulpOfOne))
  }

  @Test(arguments: ScoredPredictions.all)
  func theJSONHasTheDocumentedKeys(_ expected: ScoredPredictions) throws {
    let data = try JSONEncoder().encode(expected.report)
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(json.keys) == ["accuracy", "classes", "macro", "weighted", "confusion"])
    let classes = try #require(json["classes"] as? [[String: Any]])
    #expect(classes.map { $0["label"] as? String } == expected.labels)
    let scoreKeys: Set = ["precision", "recall", "f1", "support"]
    #expect(classes.allSatisfy { Set($0.keys) == scoreKeys.union(["label"]) })
    #expect((json["macro"] as? [String: Any]).map { Set($0.keys) } == scoreKeys)
    #expect(json["confusion"] as? [[Int]] == expected.confusion)
  }

  @Test func noExampleScoresZero() {
    let report = ClassificationReport(
      actual: [], predicted: [], encoding: LabelEncoding(labels: ["a", "b"]))
    #expect(report.accuracy == 0)
    #expect(report.macro.f1 == 0 && report.weighted.recall == 0)
    #expect(report.confusion.rows == [[0, 0], [0, 0]])
  }

  private func agree(
    _ scores: ClassificationScores, _ expected: ScoredPredictions.Scores, tolerance: Double
  ) -> Bool {
    abs(scores.precision - expected.precision) <= tolerance
      && abs(scores.recall - expected.recall) <= tolerance
      && abs(scores.f1 - expected.f1) <= tolerance && scores.support == expected.support
  }
}
