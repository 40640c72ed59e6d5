internal import NeuralNetwork
internal import Training

extension TrainingReport {
  /// The report as a document: result, hyperparameters, learning curves, scores, images.
  public func document() -> HTMLReport {
    var sections = [
      HTMLReport.Section(
        "Result",
        [.figures(figures), .paragraph(stopReason)] + (kept.map { [.paragraph($0)] } ?? []))
    ]
    if !settings.isEmpty { sections.append(.init("Hyperparameters", [.facts(settings)])) }
    if curve.count > 1 {
      sections.append(.init("Learning curves", [.plots(plots)]))
    }
    for evaluation in evaluations {
      var blocks = [HTMLReport.Block.table(Table(evaluation.scores))]
      if case .classification(let report) = evaluation.scores {
        blocks.append(.confusion(report.confusion, labels: report.labels))
      }
      sections.append(.init("Scores on the \(evaluation.name)", blocks))
    }
    if let hiddenUnits {
      let description = "The weights of each hidden unit as an image, without the bias."
      sections.append(
        .init("Hidden units", [.image(hiddenUnits.pixels(), description: description)]))
    }
    if let mistakes {
      let description = "Misclassified examples, labeled actual > predicted."
      let heading = mistakesName.map { "Mistakes on the \($0)" } ?? "Mistakes"
      sections.append(.init(heading, [.image(mistakes.pixels(), description: description)]))
    }
    if let reconstructions {
      let description = "Examples, each with its reconstruction below it."
      sections.append(
        .init("Reconstructions", [.image(reconstructions.pixels(), description: description)]))
    }
    return HTMLReport(title: title, sections: sections)
  }

  /// The key figures.
  private var figures: [HTMLReport.Fact] {
    var figures: [HTMLReport.Fact] = []
    if let cost = cost ?? curve.last?.cost {
      let label = kept == nil ? "cost J" : "cost J of the kept network"
      figures.append(.init(label, NumberStyle.fixed(decimals: 6).text(cost)))
    }
    for evaluation in evaluations {
      switch evaluation.scores {
      case .classification(let report):
        let accuracy = NumberStyle.percent(decimals: 2).text(report.accuracy)
        figures.append(.init("accuracy, \(evaluation.name)", accuracy))
      case .reconstruction(let errors):
        let error = NumberStyle.significant(digits: 4).text(errors.squaredError)
        figures.append(.init("squared error per example, \(evaluation.name)", error))
      }
    }
    if let last = curve.last {
      figures += [
        .init("iterations", "\(last.iteration)"),
        .init("passes", NumberStyle.significant(digits: 4).text(last.passes)),
        .init("time", NumberStyle.seconds.text(last.seconds)),
      ]
    }
    return figures
  }

  /// Costs, gradient and accuracies against passes over the examples, and the cost against time.
  private var plots: [LinePlot] {
    let passes = LinePlot.Axis("passes over the examples")
    let cost = LinePlot.Axis("cost J", scale: .logarithmic)
    let norm = LinePlot.Axis("‖∇J‖∞", scale: .logarithmic)
    return [
      plot("Cost vs. passes", passes, cost) { ($0.passes, $0.cost) },
      plot("Cost vs. time", .init("seconds"), cost) { ($0.seconds, $0.cost) },
      plot("Gradient vs. passes", passes, norm) { point in
        point.gradientNorm.map { (point.passes, $0) }
      },
      plot("Validation cost vs. passes", passes, cost) { point in
        point.validationCost.map { (point.passes, $0) }
      },
      plot("Validation accuracy vs. passes", passes, .init("accuracy")) { point in
        point.validationAccuracy.map { (point.passes, $0) }
      },
      plot("Test accuracy vs. passes", passes, .init("accuracy")) { point in
        point.testAccuracy.map { (point.passes, $0) }
      },
    ].filter { $0.series[0].points.count > 1 }
  }

  /// One curve through the points of the learning curve that have a value for it.
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
