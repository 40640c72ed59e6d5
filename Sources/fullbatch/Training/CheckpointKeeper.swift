import Datasets
import Foundation
import LinearAlgebra
import MATFile
import Optimization
import Training

/// Reads the checkpoint that a run resumes, and writes the checkpoints of the run.
final class CheckpointKeeper {
  /// Seconds between two checkpoints; the last state of a run is always written.
  private static let interval = 10.0

  private let path: String?
  private let resumed: ResumedRun?
  private let settings: Checkpoint.Settings
  private let fingerprint: String
  private var lastState: TrainingState?
  private var nextWrite = CheckpointKeeper.interval
  private var failure: MATFileError?

  init<Scalar: BLASScalar>(
    _ outputs: TrainingOutputs, dataset: borrowing Dataset<Scalar>,
    validation: Dataset<Scalar>?, job: TrainingJob
  ) {
    path = outputs.checkpoint
    resumed = job.resumed
    settings = job.settings
    fingerprint =
      path == nil && resumed == nil
      ? ""
      : Checkpoint.fingerprint(
        of: dataset, validation: validation, configuration: job.configuration)
  }

  /// The state to resume from.
  ///
  /// - Throws: an error if it belongs to a run on other data.
  func stateToResume() throws -> TrainingState? {
    guard let resumed else { return nil }
    guard resumed.checkpoint.fingerprint == fingerprint else {
      throw ToolError(
        exitCode: .badData, file: resumed.path,
        message: "belongs to a run on other data (resume with the data of the run that wrote it)")
    }
    return resumed.checkpoint.state
  }

  /// The error for a state that can't be resumed.
  func unsuitable(_ error: any Error) -> ToolError {
    ToolError(
      exitCode: .badData, file: resumed?.path,
      message: "\(error) (resume with the options of the run that wrote it)")
  }

  /// Stores the state after an iteration, and writes it when a checkpoint is due.
  ///
  /// `seconds` is the duration of the run so far.
  func note(_ seconds: Double, _ run: borrowing RunView<TrainingState>) {
    guard path != nil else { return }
    lastState = run.state()
    guard seconds >= nextWrite else { return }
    nextWrite = seconds + Self.interval
    write()
  }

  /// Writes the last state of the run.
  ///
  /// - Returns: the error if writing failed, to be thrown after the other files are written.
  func finish() -> ToolError? {
    write()
    guard let failure, let path else { return nil }
    return .cannotWrite(failure, file: path)
  }

  private func write() {
    guard let path, let lastState else { return }
    do {
      try Checkpoint(fingerprint: fingerprint, settings: settings, state: lastState)
        .write(to: path)
      failure = nil
    } catch {
      failure = error
    }
  }
}
