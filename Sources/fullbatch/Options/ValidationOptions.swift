import ArgumentParser
import Datasets
import LinearAlgebra
import Random
import Training

/// The validation set: a data set, or a hold-out of the training examples.
struct ValidationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Validation set: another data set to evaluate the model on.", valueName: "path"))
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "Hold out this fraction of the examples, stratified by class, as the validation set.",
      valueName: "fraction"))
  var validationFraction: Double?

  func validate() throws {
    guard let validationFraction else { return }
    guard validationFraction > 0, validationFraction < 1 else {
      throw ValidationError(
        "--validation-fraction must be between 0 and 1")
    }
    guard validation == nil else {
      throw ValidationError("--validation and --validation-fraction can't be combined")
    }
  }

  /// Throws an error if the job keeps the best network on a validation set, and neither the options
  /// nor the sets of a data file have one, or an autoencoder is to have the best accuracy.
  func requireSource<Scalar: BLASScalar>(
    in sets: DatasetCollection<Scalar>, for job: TrainingJob
  ) throws {
    let keep = job.configuration.keep
    if keep == .bestAccuracy, job.configuration.targets == .features {
      throw ToolError(
        exitCode: .usage,
        message: "--keep best-accuracy needs classes, and --targets features has none "
          + "(give --keep best-cost)")
    }
    guard keep.needsValidation, validation == nil, job.validationFraction == nil,
      sets.validation?.exampleCount ?? 0 == 0
    else { return }
    throw ToolError(
      exitCode: .usage,
      message: "--keep \(keep.rawValue) needs a validation set "
        + "(give --validation or --validation-fraction, or --data that has one)")
  }

  /// Adds the validation set of the options to the sets of a data file; the job has the fraction to
  /// hold out and the random seed of the split.
  func adding<Scalar: BLASScalar>(
    to sets: consuming DatasetCollection<Scalar>, from data: String, _ options: DataOptions,
    job: TrainingJob
  ) throws -> DatasetCollection<Scalar> {
    if let validationFraction = job.validationFraction {
      guard sets.training.exampleCount >= 2 else {
        throw ToolError(
          exitCode: .badData, file: data,
          message: "there is \(sets.training.exampleCount) training example, and "
            + "--validation-fraction needs at least 2 (omit it, or give more examples)")
      }
      var generator = Xoshiro256StarStar(seed: job.configuration.seed)
      let (training, heldOut) = sets.training.split(
        holdingOut: validationFraction, using: &generator)
      return DatasetCollection(training: training, validation: heldOut, test: sets.test)
    }
    guard let validation else { return sets }
    // The validation examples have the features of the training set, scaled like them.
    var options = options
    options.scale = nil
    let other = try Loading.datasets(
      validation, options, for: sets.training.input,
      requiresLabels: job.configuration.targets == .labels, Scalar.self
    ).training
    guard other.featureCount == sets.training.featureCount else {
      throw ToolError(
        exitCode: .badData, file: validation,
        message: "has \(other.featureCount) features, but \(data) has "
          + "\(sets.training.featureCount) (give data of the same kind)")
    }
    sets.validation =
      job.configuration.targets == .features
      ? other : try Loading.relabel(other, from: validation, to: sets.training.encoding)
    return sets
  }
}
