import Foundation
import Optimization
import Reporting
import Training

/// The progress of a run on standard error: one line that is redrawn on a terminal, a line now and
/// then elsewhere, nothing when quiet.
final class Progress {
  private let isQuiet: Bool
  private let isInteractive = Terminal.isInteractive
  private var nextUpdate = 0.0

  init(_ options: OutputOptions) {
    isQuiet = options.quiet
  }

  /// Shows a record, if it is time to.
  func show(_ record: IterationRecord) {
    guard !isQuiet, record.seconds >= nextUpdate else { return }
    nextUpdate = record.seconds + (isInteractive ? 0.1 : 2)
    write(line(record))
  }

  /// Shows an epoch, if it is time to.
  func show(_ record: EpochRecord) {
    guard !isQuiet, record.seconds >= nextUpdate else { return }
    nextUpdate = record.seconds + (isInteractive ? 0.1 : 2)
    write(ProgressLine.text(record))
  }

  /// Shows a line, if it is wanted at all.
  func show(_ line: String) {
    if !isQuiet { write(line) }
  }

  /// Leaves the redrawn line.
  func finish() {
    if !isQuiet, isInteractive { Terminal.redraw("") }
  }

  private func write(_ line: String) {
    isInteractive ? Terminal.redraw(line) : Terminal.note(line)
  }

  private func line(_ record: IterationRecord) -> String {
    String(
      format: "iteration %4d   J %.6f   ‖∇J‖∞ %.2e   %6.1f evaluations   %.1f s",
      record.iteration, record.value, record.gradientNorm, record.evaluations.gradients,
      record.seconds)
      + (record.share < 1
        ? String(format: "   (on %.0f %% of the examples)", 100 * record.share) : "")
  }
}
