internal import Foundation
internal import Training

extension ConfusionMatrix {
  /// The matrix as an HTML table whose cells are tinted by their fraction of the actual class.
  ///
  /// The diagonal and the mistakes have different colors. The tint is the cube root of that
  /// fraction: mistakes are rare in a good model, and would be invisible otherwise.
  ///
  /// - Precondition: one label per class.
  func markup(labels: [String]) -> Markup {
    precondition(labels.count == classCount, "one label per class")
    let heading = labels.map { Markup.element("th", ["scope": "col"], .text($0)) }
    let rows = labels.enumerated().map { actual, label in
      Markup.element(
        "tr", [:],
        [.element("th", ["scope": "row"], .text(label))]
          + labels.indices.map { cell(actual: actual, predicted: $0) })
    }
    return .element(
      "table", ["class": "confusion"],
      .element("caption", [:], .text("rows: actual class, columns: predicted class")),
      .element("thead", [:], .element("tr", [:], [.element("td")] + heading)),
      .element("tbody", [:], rows))
  }

  private func cell(actual: Int, predicted: Int) -> Markup {
    let count = self[actual: actual, predicted: predicted]
    guard count > 0 else { return .element("td", ["class": "none"], .text("0")) }
    let share = Double(count) / Double(actualCount(of: actual))
    let tint = Int((100 * cbrt(share)).rounded())
    let verdict = actual == predicted ? "right" : "wrong"
    return .element(
      "td",
      ["class": tint > 60 ? "\(verdict) strong" : verdict, "style": "--tint: \(tint)%"],
      .text("\(count)"))
  }
}
