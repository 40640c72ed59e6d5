import ArgumentParser

/// Which files a training run writes, and which it goes on from.
struct RunFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the trained model here, as a .mat file.", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp("Write a line of JSON for each iteration here.", valueName: "file.jsonl"))
  var trace: String?

  @Option(
    help: ArgumentHelp(
      "Keep the state of the run here, every ten seconds and at its end.", valueName: "file.mat"))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      """
      Go on from a checkpoint, with the same data; options that are not given are those of its run.
      """, valueName: "file.mat"))
  var resume: String?

  @Option(help: ArgumentHelp("Draw the history of the cost here.", valueName: "file.svg"))
  var plot: String?

  @Option(help: ArgumentHelp("Write a report of one page here.", valueName: "file.html"))
  var report: String?

  /// The files that are asked for.
  var outputs: TrainingOutputs {
    TrainingOutputs(
      model: model, trace: trace, plot: plot, report: report, checkpoint: checkpoint,
      resume: resume)
  }

  /// The files that are asked for, and a model, a trace and a report in a folder where they are
  /// not.
  func outputs(in folder: String) -> TrainingOutputs {
    var outputs = outputs
    outputs.model = model ?? "\(folder)/model.mat"
    outputs.trace = trace ?? "\(folder)/trace.jsonl"
    outputs.report = report ?? "\(folder)/report.html"
    return outputs
  }
}
