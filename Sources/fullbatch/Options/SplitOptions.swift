import ArgumentParser
import Datasets
import LinearAlgebra

/// The set of a data file that a command is applied to.
struct SplitOptions: ParsableArguments {
  /// A set of examples.
  enum Split: String, CaseIterable, ExpressibleByArgument {
    case train
    case validation
    case test
  }

  @Option(help: "Set of examples (default: test if the data has one, otherwise train)")
  var split: Split?

  @Option(
    help: ArgumentHelp(
      """
      Repeat the hold-out of a training run: its --validation-fraction, with the same --seed; \
      --split validation then has the examples that were held out.
      """, valueName: "fraction"))
  var validationFraction: Double?

  @Option(help: ArgumentHelp("Random seed of the hold-out (default: 1).", valueName: "seed"))
  var seed: UInt64?

  func validate() throws {
    guard validationFraction.map({ 0 < $0 && $0 < 1 }) ?? true else {
      throw ValidationError("--validation-fraction must be between 0 and 1")
    }
    guard seed == nil || validationFraction != nil else {
      throw ValidationError("--seed is that of --validation-fraction, which is not given")
    }
  }

  /// The chosen set.
  func choose<Scalar: BLASScalar>(
    from sets: DatasetCollection<Scalar>, of path: String
  ) throws -> Dataset<Scalar> {
    var sets = sets
    if let validationFraction {
      guard sets.training.exampleCount >= 2 else {
        throw ToolError(
          exitCode: .badData, file: path,
          message: "has one training example, and --validation-fraction needs at least 2 "
            + "(omit the option)")
      }
      let (kept, heldOut) = sets.training.split(holdingOut: validationFraction, seed: seed ?? 1)
      sets.training = kept
      sets.validation = heldOut
    }
    return try choose((sets.training, sets.validation, sets.test), of: path)
  }

  /// The chosen set of examples that may lack labels.
  func choose<Scalar: BLASScalar>(
    from examples: ExampleCollection<Scalar>, of path: String
  ) throws -> Examples<Scalar> {
    guard validationFraction == nil else {
      let sets: DatasetCollection<Scalar>
      do {
        sets = try DatasetCollection(examples)
      } catch {
        throw ToolError.badData(error, file: path)
      }
      return try Examples(choose(from: sets, of: path))
    }
    return try choose((examples.training, examples.validation, examples.test), of: path)
  }

  private func choose<Set>(
    _ sets: (training: Set, validation: Set?, test: Set?), of path: String
  ) throws -> Set {
    let chosen: Set? =
      switch split {
      case nil where validationFraction != nil: sets.validation
      case nil: sets.test ?? sets.training
      case .train: sets.training
      case .validation: sets.validation
      case .test: sets.test
      }
    if let chosen { return chosen }
    throw ToolError(
      exitCode: .badData, file: path,
      message: "has no \(split?.rawValue ?? "") set (omit --split, or choose another set)")
  }
}
