import Datasets
import Foundation
import Reporting
import Testing
import Training

struct HTMLReportTests {
  private let nasty = "<img src=x onerror=alert(1)> & \"quoted\" 'too'"

  private var report: TrainingReport {
    let scores = ClassificationReport(
      actual: [0, 0, 1, 1], predicted: [0, 1, 1, 1], encoding: LabelEncoding(labels: [nasty, "b"]))
    let shape = ImageShape(height: 1, width: 2, order: .rows)
    let grid = ImageGrid([FeatureImage(features: [0.5, 1], shape: shape)])
    return TrainingReport(
      title: nasty, settings: [.init(nasty, nasty)], stopReason: nasty,
      curve: [
        TrainingCurvePoint(iteration: 0, passes: 1, cost: 3, gradientNorm: 1, seconds: 0),
        TrainingCurvePoint(iteration: 7, passes: 9, cost: 0.25, gradientNorm: 0.1, seconds: 2),
      ],
      evaluations: [.init(nasty, .classification(scores))], hiddenUnits: grid, mistakes: grid)
  }

  @Test func everythingIsEscaped() throws {
    let html = try report.document().html()
    #expect(!html.contains("onerror=alert(1)>"))
    // Heading, window title, setting (2), stop reason, set (figure and heading), class label (3).
    let escaped = "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot; &#39;too&#39;"
    #expect(html.ranges(of: escaped).count == 10)
  }

  @Test func nothingComesFromOutside() throws {
    let html = try report.document().html()
      .replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    for reference in ["http:", "https:", "url(", "@import", "<link", "<script", "src=\"/"] {
      #expect(!html.contains(reference), "\(reference)")
    }
  }

  @Test func imagesAreTheirPNGs() throws {
    let html = try report.document().html()
    let start = try #require(html.range(of: "src=\"data:image/png;base64,"))
    let encoded = html[start.upperBound...].prefix { $0 != "\"" }
    let image = try #require(report.hiddenUnits).pixels()
    #expect(Data(base64Encoded: String(encoded)) == Data(try image.pngBytes()))
  }

  @Test func theResultStandsFirst() throws {
    let html = try report.document().html()
    let places = ["0.250000", "75.00 %", "Cost vs. passes", "macro average", "Hidden units"]
      .map { html.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  /// The curve of mini-batches has the mean loss of each epoch, which is not J at the end.
  @Test func theCostIsThatOfTheParameters() throws {
    var report = report
    report.cost = 0.125
    let html = try report.document().html()
    #expect(html.contains("0.125000") && !html.contains("0.250000"))
  }

  @Test func whatIsNotThereIsLeftOut() throws {
    let html = try TrainingReport(title: "t", stopReason: "s", curve: []).document().html()
    for heading in [
      "Hyperparameters", "Learning curve", "Scores", "Hidden units", "Mistakes", "<svg",
    ] {
      #expect(!html.contains(heading))
    }
  }

  @Test func theConfusionMatrixIsTintedByShare() throws {
    let confusion = ConfusionMatrix(
      actual: [Int](repeating: 0, count: 8) + [1],
      predicted: [1] + [Int](repeating: 0, count: 7) + [1],
      classCount: 2)
    let html = try HTMLReport(
      title: "", sections: [.init("", [.confusion(confusion, labels: ["a", "b"])])]
    ).html()
    #expect(html.contains("<td class=\"wrong\" style=\"--tint: 50%\">1</td>"))
    #expect(html.contains("<td class=\"right strong\" style=\"--tint: 100%\">1</td>"))
    #expect(html.contains("<td class=\"none\">0</td>"))
  }
}
