import Reporting

extension Page {
  /// Adds the plots and the table of an experiment.
  mutating func add(_ experiment: Experiment, _ curves: [TrainingCurve]) {
    let passes = LinePlot.Axis("passes over the data", scale: .logarithmic)
    let seconds = LinePlot.Axis("seconds on one core", scale: .logarithmic)
    let cost = LinePlot.Axis("cost J", scale: .logarithmic)
    let accuracy = LinePlot.Axis("accuracy on the test set")
    let plots = [
      plot(experiment, "cost-passes", curves, passes, cost) { ($0.passes, $0.cost) },
      plot(experiment, "accuracy-passes", curves, passes, accuracy) { point in
        point.testAccuracy.map { (point.passes, $0) }
      },
      plot(experiment, "cost-seconds", curves, seconds, cost) { ($0.seconds, $0.cost) },
      plot(experiment, "accuracy-seconds", curves, seconds, accuracy) { point in
        point.testAccuracy.map { (point.seconds, $0) }
      },
    ]
    add("## \(experiment.name)\n\n\(experiment.explanation)")
    for plot in plots { add(plot) }
    add(
      Self.table(
        [
          "", "cost after 10 passes", "30", "100", "200", "best test accuracy", "at pass",
          "total seconds",
        ],
        curves.map(Self.row)))
  }

  /// One plot with one curve per algorithm.
  private mutating func plot(
    _ experiment: Experiment, _ name: String, _ curves: [TrainingCurve],
    _ horizontal: LinePlot.Axis,
    _ vertical: LinePlot.Axis, _ place: (TrainingCurvePoint) -> (x: Double, y: Double)?
  ) -> String {
    let plot = LinePlot(
      title: experiment.name, horizontal: horizontal, vertical: vertical,
      series: curves.map { curve in
        .init(curve.name, points: curve.points.compactMap(place).map { .init(x: $0.x, y: $0.y) })
      })
    return show(
      plot.svg(), as: "\(experiment.identifier)-\(name)",
      description: "\(vertical.label) against \(horizontal.label)")
  }

  private static func row(_ curve: TrainingCurve) -> [String] {
    let costs = [10, 30, 100, 200].map { passes in
      curve.points.last { $0.passes <= Double(passes) }.map {
        NumberStyle.fixed(decimals: 4).text($0.cost)
      } ?? "–"
    }
    let best = curve.points.max { ($0.testAccuracy ?? 0) < ($1.testAccuracy ?? 0) }
    let last = curve.points.last
    return [curve.name] + costs + [
      NumberStyle.percent(decimals: 1).text(best?.testAccuracy ?? .nan),
      NumberStyle.fixed(decimals: 0).text(best?.passes ?? .nan),
      NumberStyle.fixed(decimals: 2).text(last?.seconds ?? .nan),
    ]
  }
}
