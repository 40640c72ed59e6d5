public import Training

extension ProgressLine {
  /// An epoch of mini-batch descent:
  /// `Epoch 3: 471 / 500   before each update 3600 / 4000   loss 0.041210   1.24 s`.
  ///
  /// The first count is of held-out examples classified correctly after the epoch, where there are
  /// any; the second of training examples, each judged just before the update that its batch made.
  /// The exact cost follows where it was asked for.
  public static func text(_ record: EpochRecord, style: TextStyle = .plain) -> String {
    var parts: [String] = []
    let share = "\(record.correctBeforeUpdate) / \(record.exampleCount)"
    if let correct = record.heldOutCorrect, let count = record.heldOutCount {
      parts.append("Epoch \(record.epoch): " + style.bold("\(correct) / \(count)"))
      parts.append(style.faint("before each update") + " " + share)
    } else {
      parts.append("Epoch \(record.epoch): " + style.bold(share) + " before each update")
    }
    let cost = NumberStyle.fixed(decimals: 6)
    parts.append(style.faint("loss") + " " + cost.text(record.meanLoss))
    if let exact = record.exactCost { parts.append(style.faint("cost") + " " + cost.text(exact)) }
    parts.append(NumberStyle.seconds.text(record.seconds))
    return parts.joined(separator: "   ")
  }
}
