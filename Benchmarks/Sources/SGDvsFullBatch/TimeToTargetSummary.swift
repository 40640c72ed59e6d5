import Reporting
import Training

/// When L-BFGS reaches the final cost and accuracy of the first curve.
struct TimeToTargetSummary {
  private let curves: [TrainingCurve]

  init(_ curves: [TrainingCurve]) { self.curves = curves }

  /// One sentence per full-batch minimizer.
  var text: String {
    guard let leader = curves.first, let end = leader.points.last else { return "" }
    let rest = curves.filter { $0.name.contains("L-BFGS") }.map { sentence($0, end) }
    return (["\(leader.name) ends at \(place(end)), after \(duration(end))."] + rest)
      .joined(separator: "\n")
  }

  private func sentence(_ curve: TrainingCurve, _ end: TrainingCurvePoint) -> String {
    let accuracy = end.testAccuracy ?? 0
    let cheaper = curve.points.first { $0.cost <= end.cost }
    let better = curve.points.first { ($0.testAccuracy ?? 0) >= accuracy }
    return
      "\(curve.name): that cost \(when(cheaper)), that accuracy \(when(better)), at the end "
      + "\(curve.points.last.map(place) ?? "nothing")."
  }

  private func place(_ point: TrainingCurvePoint) -> String {
    "cost \(NumberStyle.significant(digits: 3).text(point.cost)) and test accuracy "
      + NumberStyle.percent(decimals: 1).text(point.testAccuracy ?? .nan)
  }

  private func when(_ point: TrainingCurvePoint?) -> String {
    point.map { "after \(duration($0))" } ?? "not reached"
  }

  private func duration(_ point: TrainingCurvePoint) -> String {
    "\(NumberStyle.fixed(decimals: 0).text(point.passes)) passes "
      + "(\(NumberStyle.fixed(decimals: 2).text(point.seconds)) s)"
  }
}
