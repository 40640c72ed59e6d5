import Reporting
import Training

/// The progress of a run on standard error: one line that is redrawn on a terminal, a line every two
/// seconds elsewhere, nothing with `--quiet`.
final class Progress {
  private let isQuiet: Bool
  private let isInteractive = Terminal.isInteractive
  private var nextUpdate = 0.0

  init(_ options: OutputOptions) {
    isQuiet = options.quiet
  }

  /// Shows an iteration or an epoch, if an update is due.
  func show(_ record: TrainingRecord) {
    guard !isQuiet, record.seconds >= nextUpdate else { return }
    nextUpdate = record.seconds + (isInteractive ? 0.1 : 2)
    write(ProgressLine.text(record))
  }

  /// Clears the redrawn line.
  func finish() {
    if !isQuiet, isInteractive { Terminal.redraw("") }
  }

  private func write(_ line: String) {
    isInteractive ? Terminal.redraw(line) : Terminal.note(line)
  }
}
