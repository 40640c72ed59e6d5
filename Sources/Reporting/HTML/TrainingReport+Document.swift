internal import Training

extension TrainingReport {
  /// The report as a document: outcome, settings, learning curve, scores, pictures.
  public func document() -> HTMLReport {
    var sections = [HTMLReport.Section("Outcome", [.figures(figures), .paragraph(stopReason)])]
    if !settings.isEmpty { sections.append(.init("Settings", [.facts(settings)])) }
    if curve.count > 1 {
      sections.append(.init("Learning curve", [.plots(plots)]))
    }
    for evaluation in evaluations {
      let report = evaluation.report
      sections.append(
        .init(
          "Scores on the \(evaluation.name)",
          [.table(Table(report)), .confusion(report.confusion, labels: report.labels)]))
    }
    if let hiddenUnits {
      let description = "The weights into each hidden unit as a picture, its bias left out."
      sections.append(
        .init("Hidden units", [.picture(hiddenUnits.image(), description: description)]))
    }
    if let mistakes {
      let description = "Wrongly predicted examples, each with its actual > predicted class."
      let heading = mistakesName.map { "Mistakes on the \($0)" } ?? "Mistakes"
      sections.append(.init(heading, [.picture(mistakes.image(), description: description)]))
    }
    return HTMLReport(title: title, sections: sections)
  }

  /// The numbers that matter most.
  private var figures: [HTMLReport.Fact] {
    var figures: [HTMLReport.Fact] = []
    if let cost = cost ?? curve.last?.cost {
      figures.append(.init("cost J", NumberStyle.fixed(decimals: 6).text(cost)))
    }
    for evaluation in evaluations {
      let accuracy = NumberStyle.percent(decimals: 2).text(evaluation.report.accuracy)
      figures.append(.init("accuracy, \(evaluation.name)", accuracy))
    }
    if let last = curve.last {
      figures += [
        .init("iterations", "\(last.iteration)"),
        .init("passes", NumberStyle.significant(digits: 4).text(last.evaluations)),
        .init("time", NumberStyle.seconds.text(last.seconds)),
      ]
    }
    return figures
  }

  /// The cost against the work and the time, and what else is known of each point.
  private var plots: [LinePlot] {
    let work = LinePlot.Axis("passes over the examples")
    let cost = LinePlot.Axis("cost J", scale: .logarithmic)
    let norm = LinePlot.Axis("‖∇J‖∞", scale: .logarithmic)
    return [
      plot("Cost against work", work, cost) { ($0.evaluations, $0.cost) },
      plot("Cost against time", .init("seconds"), cost) { ($0.seconds, $0.cost) },
      plot("Gradient against work", work, norm) { point in
        point.gradientNorm.map { (point.evaluations, $0) }
      },
      plot("Validation accuracy against work", work, .init("accuracy")) { point in
        point.validationAccuracy.map { (point.evaluations, $0) }
      },
      plot("Test accuracy against work", work, .init("accuracy")) { point in
        point.testAccuracy.map { (point.evaluations, $0) }
      },
    ].filter { $0.series[0].points.count > 1 }
  }

  /// One curve over the points of the learning curve that have what it shows.
  private func plot(
    _ title: String, _ horizontal: LinePlot.Axis, _ vertical: LinePlot.Axis,
    _ place: (TrainingCurvePoint) -> (x: Double, y: Double)?
  ) -> LinePlot {
    let points = curve.compactMap(place).map { LinePlot.Point(x: $0.x, y: $0.y) }
    return LinePlot(
      title: title, horizontal: horizontal, vertical: vertical,
      series: [.init(vertical.label, points: points)], width: 420, height: 300)
  }
}
