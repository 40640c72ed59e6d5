import ArgumentParser

/// The files that a training run writes, and the checkpoint that it resumes.
struct RunFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the trained model to a .mat file.", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp("Write a line of JSON per iteration.", valueName: "file.jsonl"))
  var trace: String?

  @Option(
    help: ArgumentHelp(
      "Write a checkpoint every ten seconds and at the end.", valueName: "file.mat"))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      """
      Resume from a checkpoint with the same data; options that are not given keep their values \
      from that run.
      """, valueName: "file.mat"))
  var resume: String?

  @Option(help: ArgumentHelp("Write a plot of the cost by iteration.", valueName: "file.svg"))
  var plot: String?

  @Option(help: ArgumentHelp("Write a report as one HTML page.", valueName: "file.html"))
  var report: String?

  /// The files that were given.
  var outputs: TrainingOutputs {
    TrainingOutputs(
      model: model, trace: trace, plot: plot, report: report, checkpoint: checkpoint,
      resume: resume)
  }

  /// The files that were given, with a model, a trace and a report in a folder by default.
  func outputs(in folder: String) -> TrainingOutputs {
    var outputs = outputs
    outputs.model = model ?? "\(folder)/model.mat"
    outputs.trace = trace ?? "\(folder)/trace.jsonl"
    outputs.report = report ?? "\(folder)/report.html"
    return outputs
  }
}
