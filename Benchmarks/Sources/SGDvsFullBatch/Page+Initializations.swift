import Datasets
import NeuralNetwork
import Reporting
import Training

extension Page {
  /// Adds the section on the initializations of the text digits' network.
  mutating func add(_ findings: Initializations.Findings) {
    let (training, test) = (findings.sets.training, findings.sets.test)
    add(
      """
      ## Initialization of the text digits' network

      The preset `text-digits`: 1024-16-16-10, sigmoid units, squared error ½ Σ (ŷ − y)², one
      example after the other, \(training.exampleCount) digits to train on and
      \(test?.exampleCount ?? 0) to test, seed 1. The training accuracy is the running accuracy, as
      in the original system: each example is classified just before its update.
      """)
    let shown = Initializations.shownEpochs
    add(
      Self.table(
        ["initialization", "η"] + shown.map { "loss, epoch \($0)" }
          + shown.map { "accuracy" + " \($0)" } + ["test accuracy \(shown.last ?? 0)"],
        findings.rows.map(Self.row)))
    for rate in Initializations.learningRates { add(plot(findings, learningRate: rate)) }
    add(Self.reasons)
  }

  /// The losses at one learning rate.
  private mutating func plot(_ findings: Initializations.Findings, learningRate: Double) -> String {
    let plot = LinePlot(
      title: "Loss of an epoch, text digits, η = \(learningRate)", horizontal: .init("epoch"),
      vertical: .init("mean loss", scale: .logarithmic),
      series: findings.rows.filter { $0.learningRate == learningRate }.map { row in
        .init(
          row.start,
          points: row.epochs.enumerated().map {
            .init(x: Double($0.offset + 1), y: $0.element.meanLoss)
          })
      })
    return show(
      plot.svg(), as: "initializations-\(learningRate)",
      description: "Loss against epochs for each initialization, learning rate \(learningRate)")
  }

  private static func row(_ row: Initializations.Row) -> [String] {
    let shown = Initializations.shownEpochs.map { row.epochs[$0 - 1] }
    let percent = NumberStyle.percent(decimals: 1)
    return [row.start, "\(row.learningRate)"]
      + shown.map { NumberStyle.fixed(decimals: 3).text($0.meanLoss) }
      + shown.map { percent.text(Double($0.runningCorrectCount ?? 0) / Double($0.exampleCount)) }
      + [percent.text(row.test?.accuracy ?? .nan)]
  }

  private static let reasons = """
    ### Why equal weights do not train

    There are two reasons.

    **Saturation.** A digit has about 300 pixels that are 1. With all weights 1, a unit of the
    first layer has z ≈ 300, and σ(300) rounds to 1; a unit of the second has z = 17, and so have
    the outputs: all ten are ŷ ≈ 1 for every digit. One of them is right and nine are wrong, so the
    loss is ½ · 9 = 4.5, and the accuracy that of always predicting the same digit, about 10 %. The
    gradient of the squared error has the factor ŷ (1 − ŷ) ≈ 4 · 10⁻⁸, so the updates are
    negligible, also with a learning rate ten times as large. Weights uniform in [0, 1) are half as
    large on average and start at the same loss of 4.5. Their outputs, with z ≈ 8, leave saturation
    one by one (the steps of the curve), but the hidden layers stay saturated and have the same
    activations for every digit: the network can only learn the class frequencies, ŷ = 0.1, with
    the loss ½ (0.9² + 9 · 0.1²) = 0.45.

    **Symmetry.** Small equal weights do not saturate, and the loss of 0.45 is reached at once. But
    units of a layer with equal incoming and outgoing weights have equal activations and equal
    gradients. They stay equal under every update of any minimizer: after 140 epochs the 16 units
    of each hidden layer still have bit-identical weights. Sixteen equal units are equivalent to
    one, and one unit per layer can't represent ten digits. Only different initial weights break
    the symmetry, which is why they are random.

    The standard normal initialization is large, too: z of the first layer has a standard deviation
    of about √300 ≈ 17, and most units are saturated at first. But the signs differ, so that every
    unit has a usable gradient for some of the digits. Training progresses, slowly at η = 0.01 and
    well at 0.1.
    """
}
