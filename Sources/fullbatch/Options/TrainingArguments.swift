import ArgumentParser
import Datasets
import LinearAlgebra
import Training

/// The arguments that `train` and `ex4` share: data, network, algorithm, files.
struct TrainingArguments: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var validation: ValidationOptions
  @OptionGroup(title: "Network") var network: NetworkOptions
  @OptionGroup(title: "Training") var training: TrainingOptions
  @OptionGroup(title: "Mini-batches") var miniBatches: SGDOptions
  @OptionGroup(title: "Mini-batches") var adam: AdamOptions
  @OptionGroup(title: "Files") var files: RunFileOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// The training run of the arguments; `preset` has the hyperparameters of options that are not given.
  func job(preset: TrainingPreset? = nil, outputs: TrainingOutputs) throws -> TrainingJob {
    try TrainingJob(self, preset: preset, outputs: outputs)
  }

  /// The files that a run on the data at a path reads and writes, checked for conflicts.
  func usedFiles(_ path: String, _ outputs: TrainingOutputs) -> CommandFiles {
    var used = CommandFiles()
    used.readDataset(path, by: "--data")
    used.readDataset(validation.validation, by: "--validation")
    used.add(outputs)
    return used
  }

  /// The training set at a path, with the validation set that the arguments ask for, and the
  /// decisions made when it was read.
  func datasets<Scalar: BLASScalar>(
    _ path: String, _ job: TrainingJob, _: Scalar.Type
  ) throws -> (sets: DatasetCollection<Scalar>, reading: DataSummary) {
    let targets = job.configuration.targets
    let requiresLabels = targets == .labels
    // The moments and ranges of features are those of the examples that remain for training.
    let scale = job.validationFraction == nil ? nil : data.scale
    var options = data
    if scale != nil { options.scale = DatasetOptions.Scale.none }
    let loaded = try Loading.examples(path, options, requiresLabels: requiresLabels, Scalar.self)
    var reading = loaded.examples.reading
    let given = try (consume loaded).datasets(requiresLabels: requiresLabels)
    try validation.requireSource(in: given, for: job)
    var sets = try validation.adding(to: consume given, from: path, data, job: job)
    if let scale {
      do {
        try sets.scale(scale)
      } catch {
        throw ToolError.badData(error, file: path)
      }
      reading.scaling = sets.training.scaling
    }
    let summary = DataSummary(reading, path: path)
    try Loading.requireClasses(job.configuration, in: sets.training, from: path)
    try Loading.requireTargets(targets, in: sets.training, from: path)
    if let examples = sets.validation {
      try Loading.requireTargets(targets, in: examples, from: validation.validation ?? path)
    }
    if let examples = sets.test { try Loading.requireTargets(targets, in: examples, from: path) }
    return (sets, summary)
  }
}
