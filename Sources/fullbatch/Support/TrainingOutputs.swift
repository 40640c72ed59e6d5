import MATFile
import Reporting
import Training

/// The files that a training run writes.
struct TrainingOutputs {
  var model: String?
  var trace: String?
  var plot: String?
  var report: String?
  var checkpoint: String?
  /// The checkpoint to go on from: not an output, but a file of the run.
  var resume: String?

  /// The places of those that are written.
  var paths: [String] { [model, trace, report, plot, checkpoint].compactMap(\.self) }

  /// Whether the cost after each iteration is written somewhere.
  var showsCourse: Bool { trace != nil || plot != nil || report != nil }

  /// What an interrupted run leaves, and how to go on from it.
  var whatIsKept: String {
    if let checkpoint { return "what was reached is written (go on with --resume \(checkpoint))" }
    return model == nil
      ? "nothing keeps what was reached (give --model, or --checkpoint to go on from)"
      : "what was reached is written (give --checkpoint to go on from it another time)"
  }

  /// Writes all of them but the report, which shows the examples, too.
  func write(_ run: TrainingRun) throws {
    if let model {
      do {
        try ModelFile.write(run.model, to: model)
      } catch {
        throw ToolError.cannotWrite(error, file: model)
      }
    }
    if let trace {
      let lines = try run.trace.map { try JSON.line($0) + "\n" }
      try AtomicFile.write(lines.joined().utf8, to: trace)
    }
    if let plot {
      try AtomicFile.write(costPlot(run).svg().utf8, to: plot)
    }
  }

  /// The history of the cost.
  private func costPlot(_ run: TrainingRun) -> LinePlot {
    LinePlot(
      title: "\(run.model.topology)", horizontal: .init("\(run.iterationName)"),
      vertical: .init("cost", scale: .logarithmic),
      series: [.init("cost", points: run.curve.map { .init(x: Double($0.iteration), y: $0.cost) })])
  }
}
