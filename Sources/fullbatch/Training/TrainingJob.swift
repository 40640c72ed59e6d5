import MATFile
import Training

/// The training run of a command: hyperparameters, files, and the run to resume.
struct TrainingJob {
  let configuration: TrainingConfiguration
  let precision: Precision
  /// The fraction of the examples that is held out for validation; `nil` for none.
  let validationFraction: Double?
  /// Whether mini-batch runs compute the cost over all examples after each epoch.
  let computesFullLoss: Bool
  let threads: Int
  let outputs: TrainingOutputs
  let output: OutputOptions
  let resumed: ResumedRun?

  /// The settings that do not change during a run.
  var settings: Checkpoint.Settings {
    Checkpoint.Settings(
      configuration: configuration, precision: precision.setting,
      validationFraction: validationFraction)
  }

  /// Reads the options; those that are not given come from the preset, from the run that is
  /// resumed, or from the defaults.
  ///
  /// - Throws: an error if an option differs from the setting of the run that is resumed.
  init(
    _ arguments: TrainingArguments, preset: TrainingPreset? = nil, outputs: TrainingOutputs
  ) throws {
    resumed = try outputs.resume.map { try ResumedRun(path: $0) }
    let kept = resumed?.checkpoint.settings
    var configuration = preset?.configuration ?? kept?.configuration ?? TrainingConfiguration()
    // A preset does not set the seed.
    configuration.seed = kept?.configuration.seed ?? configuration.seed
    try arguments.network.apply(to: &configuration)
    try arguments.training.apply(to: &configuration)
    try arguments.miniBatches.apply(to: &configuration)
    try arguments.adam.apply(to: &configuration)
    self.configuration = configuration
    precision = arguments.training.precision ?? kept.map { Precision($0.precision) } ?? .double
    let validation = arguments.validation
    // A given validation set replaces held-out examples.
    let keptFraction = validation.validation == nil ? kept?.validationFraction : nil
    validationFraction = validation.validationFraction ?? keptFraction
    computesFullLoss = arguments.miniBatches.computesFullLoss
    threads = arguments.training.threads
    self.outputs = outputs
    output = arguments.output
    if let resumed, let difference = resumed.checkpoint.settings.difference(from: settings) {
      throw ToolError(
        exitCode: .badData, file: resumed.path,
        message: "belongs to a run with --\(Self.option(difference.name)) \(difference.own), "
          + "not \(difference.other) "
          + "(omit options to use those of that run)")
    }
  }
}

extension TrainingJob {
  /// The option of a setting; checkpoints use former names of options.
  private static func option(_ setting: String) -> String {
    ["batch": "batch-size", "samples": "sample-sizes"][setting] ?? setting
  }
}

/// A run to resume, read from a checkpoint.
struct ResumedRun {
  let path: String
  let checkpoint: Checkpoint

  /// Reads a checkpoint.
  init(path: String) throws {
    try Loading.requireInput(path)
    self.path = path
    do {
      checkpoint = try Checkpoint(path: path)
    } catch {
      throw ToolError(exitCode: .badData, file: path, message: error.description)
    }
  }
}

extension Precision {
  /// The precision of a checkpoint's run.
  init(_ setting: Checkpoint.Settings.Precision) {
    switch setting {
    case .double: self = .double
    case .float: self = .float
    }
  }

  /// The name of the precision in a checkpoint.
  var setting: Checkpoint.Settings.Precision {
    switch self {
    case .double: .double
    case .float: .float
    }
  }
}
