internal import Foundation
internal import NeuralNetwork
internal import Optimization
public import Training

/// One line on the progress of a training run; the caller decides when and where to print it.
public enum ProgressLine {
  /// An iteration of a full-batch minimizer, or an epoch of mini-batch gradient descent.
  ///
  ///     iteration  120   J 0.332516   ‖∇J‖∞ 1.41e-03    128.0 evaluations   0.4 s
  ///     Epoch 3: 471 / 500   running training accuracy 3600 / 4000   loss 0.041210   1.24 s
  ///
  /// Evaluations are those of cost and gradient, as in the trace and the JSON documents. On a
  /// subsample the first line ends with the fraction of the examples in it, and where there are
  /// validation scores, with these. The first count of the second line is the number of validation
  /// examples classified correctly after the epoch, or of test examples where only they are evaluated; an
  /// autoencoder has no counts.
  public static func text(_ record: TrainingRecord, style: TextStyle = .plain) -> String {
    if let epoch = record.epoch { return text(epoch, of: record, style) }
    let gradient = record.gradientNorm.map { String(format: "‖∇J‖∞ %.2e", $0) }
    return String(
      format: "iteration %4d   J %.6f   %@   %6.1f evaluations   %.1f s",
      record.iteration, record.cost ?? .nan, gradient ?? "mini-batches  ",
      record.evaluations.gradients, record.seconds)
      + (record.sampleFraction < 1
        ? String(format: "   (on %.0f %% of the examples)", 100 * record.sampleFraction) : "")
      + (record.validation.map {
        String(format: "   validation cost %.6f", $0.cost)
          + ($0.accuracy.map { String(format: ", %.2f %%", 100 * $0) } ?? "")
      } ?? "")
  }

  private static func text(
    _ epoch: EpochStatistics, of record: TrainingRecord, _ style: TextStyle
  ) -> String {
    var parts: [String] = []
    let count = epoch.runningCorrectCount.map { "\($0) / \(epoch.exampleCount)" }
    guard let count else { return text(losses: epoch, of: record, ["Epoch \(record.iteration):"]) }
    if let scores = record.validation ?? record.test, let correct = scores.correctCount {
      let correct = style.bold("\(correct) / \(scores.exampleCount)")
      parts.append("Epoch \(record.iteration): " + correct)
      parts.append("running training accuracy " + count)
    } else {
      parts.append(
        "Epoch \(record.iteration): " + style.bold(count) + " (running training accuracy)")
    }
    return text(losses: epoch, of: record, parts)
  }

  /// The parts of a line, with the losses and the time.
  private static func text(
    losses epoch: EpochStatistics, of record: TrainingRecord, _ parts: [String]
  ) -> String {
    var parts = parts
    let cost = NumberStyle.fixed(decimals: 6)
    parts.append("loss " + cost.text(epoch.meanLoss))
    if let fullLoss = epoch.fullLoss { parts.append("cost " + cost.text(fullLoss)) }
    parts.append(NumberStyle.seconds.text(record.seconds))
    return parts.joined(separator: "   ")
  }
}
