internal import Foundation
public import Optimization
public import Training

/// One line on the progress of a training run; the caller decides when and where to print it.
public enum ProgressLine {
  /// An iteration of a full-batch minimizer:
  /// `iteration  120   J 0.332516   ‖∇J‖∞ 1.41e-03    128.0 evaluations   0.4 s`.
  ///
  /// Evaluations are those of cost and gradient, as in the trace and the JSON documents. On a
  /// subsample the line ends with the share of the examples in it.
  public static func text(_ record: IterationRecord) -> String {
    String(
      format: "iteration %4d   J %.6f   ‖∇J‖∞ %.2e   %6.1f evaluations   %.1f s",
      record.iteration, record.value, record.gradientNorm, record.evaluations.gradients,
      record.seconds)
      + (record.sampleFraction < 1
        ? String(format: "   (on %.0f %% of the examples)", 100 * record.sampleFraction) : "")
  }

  /// An epoch of mini-batch gradient descent:
  /// `Epoch 3: 471 / 500   running training accuracy 3600 / 4000   loss 0.041210   1.24 s`.
  ///
  /// The first count is of the held-out examples classified correctly after the epoch, where there
  /// are any. The running training accuracy classifies each example just before the update of its
  /// batch. The cost over all training examples follows where it was computed.
  public static func text(_ record: EpochRecord, style: TextStyle = .plain) -> String {
    var parts: [String] = []
    let count = "\(record.correctBeforeUpdate) / \(record.exampleCount)"
    if let correct = record.heldOutCorrect, let heldOut = record.heldOutCount {
      parts.append("Epoch \(record.epoch): " + style.bold("\(correct) / \(heldOut)"))
      parts.append("running training accuracy " + count)
    } else {
      parts.append("Epoch \(record.epoch): " + style.bold(count) + " (running training accuracy)")
    }
    let cost = NumberStyle.fixed(decimals: 6)
    parts.append("loss " + cost.text(record.meanLoss))
    if let exact = record.exactCost { parts.append("cost " + cost.text(exact)) }
    parts.append(NumberStyle.seconds.text(record.seconds))
    return parts.joined(separator: "   ")
  }
}
