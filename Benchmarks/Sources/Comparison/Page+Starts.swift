import Datasets
import Reporting
import Training

extension Page {
  /// The text digits: what each start leads to, and why.
  mutating func add(_ findings: Starts.Findings) {
    let (training, test) = (findings.sets.training, findings.sets.test)
    add(
      """
      ## Initialization of the text digits' network

      The preset `text-digits`: 1024-16-16-10, sigmoid units, squared error ½ Σ (ŷ − y)², one
      example after the other, \(training.exampleCount) digits to train on and
      \(test?.exampleCount ?? 0) to test, seed 1. The training accuracy is the running one, as in the original
      system: each example is classified just before its update.
      """)
    let shown = Starts.shownEpochs
    add(
      Self.table(
        ["start", "η"] + shown.map { "loss, epoch \($0)" } + shown.map { "accuracy" + " \($0)" }
          + ["test accuracy \(shown.last ?? 0)"],
        findings.rows.map(Self.row)))
    for rate in Starts.learningRates { add(plot(findings, learningRate: rate)) }
    add(Self.reasons)
  }

  /// The losses at one learning rate.
  private mutating func plot(_ findings: Starts.Findings, learningRate: Double) -> String {
    let plot = LinePlot(
      title: "Loss of an epoch, text digits, η = \(learningRate)", horizontal: .init("epoch"),
      vertical: .init("mean loss", scale: .logarithmic),
      series: findings.rows.filter { $0.learningRate == learningRate }.map { row in
        .init(row.start, points: row.epochs.map { .init(x: Double($0.epoch), y: $0.meanLoss) })
      })
    return show(
      plot.svg(), as: "starts-\(learningRate)",
      description: "Loss against epochs for each start, at the learning rate \(learningRate)")
  }

  private static func row(_ row: Starts.Row) -> [String] {
    let shown = Starts.shownEpochs.map { row.epochs[$0 - 1] }
    let percent = NumberStyle.percent(decimals: 1)
    let last = shown[shown.count - 1]
    return [row.start, "\(row.learningRate)"]
      + shown.map { NumberStyle.fixed(decimals: 3).text($0.meanLoss) }
      + shown.map { percent.text(Double($0.correctBeforeUpdate) / Double($0.exampleCount)) }
      + [percent.text(Double(last.heldOutCorrect ?? 0) / Double(last.heldOutCount ?? 1))]
  }

  private static let reasons = """
    ### Why equal weights do not train

    There are two reasons.

    **Saturation.** A digit has about 300 pixels that are 1. With all weights 1, a unit of the first
    layer gets z ≈ 300, and σ(300) is 1 to the last bit; a unit of the second gets z = 17, and so do
    the outputs: all ten say ŷ ≈ 1 for every digit. One of them is right and nine are wrong, so the
    loss is ½ · 9 = 4.5, and the accuracy that of always naming the same digit, about 10 %. The
    gradient of the squared error carries the factor ŷ (1 − ŷ) ≈ 4 · 10⁻⁸, and nothing moves; a
    learning rate ten times as large multiplies almost nothing by ten. Weights uniform in [0, 1) are
    half as large on average and begin at the same 4.5. Their outputs, with z ≈ 8, come loose one by
    one (the steps of the curve), but the layers before them stay saturated, alike for every digit:
    what remains to be learned is how frequent each digit is, ŷ = 0.1, with the loss
    ½ (0.9² + 9 · 0.1²) = 0.45.

    **Symmetry.** Small equal weights do not saturate, and 0.45 is reached at once. But units of a
    layer that have equal weights into them and out of them compute the same, and are corrected in
    the same way. By every update, of any minimizer, they stay equal: after 140 epochs the 16 units
    of each hidden layer still have the same weights to the last bit. Sixteen units are then one unit
    drawn 16 times, and one unit a layer is too little for ten digits. Only starting weights that
    differ break the symmetry; this is why they are drawn at random.

    The standard normal start is wide, too: z of the first layer has a standard deviation of
    about √300 ≈ 17, and most units begin saturated. But their signs differ, so that every unit is
    in its slope for some of the digits. It gets going, slowly at η = 0.01 and well at 0.1.
    """
}
