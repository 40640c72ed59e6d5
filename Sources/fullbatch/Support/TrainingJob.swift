import MATFile
import Training

/// What a command is to train: the plan that its options make, and the run that it goes on with.
struct TrainingJob {
  let plan: TrainingPlan
  let precision: Precision
  /// The share of the examples that is set apart before training; `nil` for none.
  let validationFraction: Double?
  let resumed: ResumedRun?

  /// What the run keeps to its end.
  var settings: Checkpoint.Settings {
    Checkpoint.Settings(
      plan: plan, precision: precision.setting, validationFraction: validationFraction)
  }

  /// Takes what is not given from the preset, from the run that is gone on with, or from the
  /// defaults; ends the command when that run has another setting than what is given.
  init(
    preset: TrainingPreset? = nil, network: NetworkOptions, training: TrainingOptions,
    miniBatches: SGDOptions, validation: ValidationOptions, resuming path: String?
  ) throws {
    resumed = try path.map { try ResumedRun(path: $0) }
    let kept = resumed?.checkpoint.settings
    var plan = preset?.plan ?? kept?.plan ?? TrainingPlan()
    // A preset has no seed of its own.
    plan.seed = kept?.plan.seed ?? plan.seed
    network.apply(to: &plan)
    try training.apply(to: &plan)
    try miniBatches.apply(to: &plan)
    self.plan = plan
    precision = training.precision ?? kept.map { Precision($0.precision) } ?? .double
    // A validation set that is given takes the place of one that is set apart.
    let keptFraction = validation.validation == nil ? kept?.validationFraction : nil
    validationFraction = validation.validationFraction ?? keptFraction
    if let resumed, let difference = resumed.checkpoint.settings.difference(from: settings) {
      throw ToolError(
        exitCode: .badData, file: resumed.path,
        message: "is of a run with --\(difference.name) \(difference.own), not \(difference.other) "
          + "(leave options out to go on with those of that run)")
    }
  }
}

/// A run that another goes on with.
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
  /// The precision that a checkpoint names.
  init(_ setting: Checkpoint.Settings.Precision) {
    switch setting {
    case .double: self = .double
    case .float: self = .float
    }
  }

  /// What a checkpoint calls the precision.
  var setting: Checkpoint.Settings.Precision {
    switch self {
    case .double: .double
    case .float: .float
    }
  }
}
