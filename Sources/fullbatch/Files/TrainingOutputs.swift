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
  /// The checkpoint to resume: an input of the run.
  var resume: String?

  /// The paths of the files that are written.
  var paths: [String] { [model, trace, report, plot, checkpoint].compactMap(\.self) }

  /// Whether the cost of each iteration is written to a file.
  var recordsHistory: Bool { trace != nil || plot != nil || report != nil }

  /// Whether the validation scores of each iteration are written to a file.
  var recordsCurves: Bool { trace != nil || report != nil }

  /// Whether the result of an interrupted run was saved, and how to resume it.
  var resumeHint: String {
    if let checkpoint { return "the result was saved (resume with --resume \(checkpoint))" }
    return model == nil
      ? "the result was not saved (give --model, or --checkpoint to resume later)"
      : "the result was saved (give --checkpoint to be able to resume)"
  }

  /// Writes all files except the report, which also needs the examples.
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

  /// The cost by iteration.
  private func costPlot(_ run: TrainingRun) -> LinePlot {
    LinePlot(
      title: "\(run.model.topology)", horizontal: .init("\(run.iterationName)"),
      vertical: .init("cost", scale: .logarithmic),
      series: [.init("cost", points: run.curve.map { .init(x: Double($0.iteration), y: $0.cost) })])
  }
}
