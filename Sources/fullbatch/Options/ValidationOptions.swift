import ArgumentParser
import Datasets
import LinearAlgebra
import Random
import Training

/// Which examples a model is measured on besides those it is trained on.
struct ValidationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A data set to measure the model on.", valueName: "path"))
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "Set this share of the examples of each class apart, to measure the model on.",
      valueName: "0…1"))
  var validationFraction: Double?

  func validate() throws {
    guard let validationFraction else { return }
    guard validationFraction > 0, validationFraction < 1 else {
      throw ValidationError(
        "--validation-fraction \(validationFraction): between 0 and 1 is possible")
    }
    guard validation == nil else {
      throw ValidationError("--validation and --validation-fraction exclude each other")
    }
  }

  /// The examples of a file to train on, and those to measure the model on, if there are any.
  ///
  /// - Parameter job: tells the share to set apart, and the seed that chooses it.
  func sets<Scalar: BLASScalar>(
    _ sets: consuming DatasetCollection<Scalar>, from data: String, _ options: DataOptions,
    job: TrainingJob
  ) throws -> DatasetCollection<Scalar> {
    if let validationFraction = job.validationFraction {
      guard sets.training.exampleCount >= 2 else {
        throw ToolError(
          exitCode: .badData, file: data,
          message: "there is \(sets.training.exampleCount) training example, and "
            + "--validation-fraction divides at least 2 (leave it out, or give more examples)")
      }
      var generator = Xoshiro256StarStar(seed: job.plan.seed)
      let (training, heldOut) = sets.training.split(
        settingApart: validationFraction, using: &generator)
      return DatasetCollection(training: training, validation: heldOut, test: sets.test)
    }
    guard let validation else { return sets }
    let other = try Loading.datasets(validation, options, Scalar.self).training
    guard other.featureCount == sets.training.featureCount else {
      throw ToolError(
        exitCode: .badData, file: validation,
        message: "the examples have \(other.featureCount) features, those of \(data) "
          + "\(sets.training.featureCount) (give examples of the same kind)")
    }
    sets.validation = try Loading.fit(other, from: validation, to: sets.training.encoding)
    return sets
  }
}
