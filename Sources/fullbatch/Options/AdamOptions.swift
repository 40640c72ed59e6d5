import ArgumentParser
import NeuralNetwork
import Training

/// The coefficients of Adam: the options of `--minimizer adam` and `adamw` only.
struct AdamOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Adam's decay rate of the mean gradient, at least 0 and less than 1 (default: 0.9).",
      valueName: "rate"))
  var beta1: Double?

  @Option(
    help: ArgumentHelp(
      """
      Adam's decay rate of the mean squared gradient, at least 0 and less than 1 \
      (default: 0.999).
      """,
      valueName: "rate"))
  var beta2: Double?

  @Option(
    help: ArgumentHelp(
      "Adam's ε, a finite number above 0 (default: 1e-8).", valueName: "number"))
  var epsilon: Double?

  @Flag(
    help: "Add Adam's ε before the bias correction, as scikit-learn does; PyTorch adds it after.")
  var uncorrectedEpsilon = false

  func validate() throws {
    for (name, rate) in [("--beta1", beta1), ("--beta2", beta2)] {
      guard (0..<1).contains(rate ?? 0) else {
        throw ValidationError("\(name) must be at least 0 and less than 1")
      }
    }
    guard epsilon.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--epsilon must be a finite number above 0")
    }
  }

  /// Sets the coefficients that were given; the others keep their values.
  func apply(to configuration: inout TrainingConfiguration) throws {
    let update = configuration.miniBatches.update
    guard configuration.minimizer.usesMiniBatches, var coefficients = update.adamCoefficients
    else {
      if let name = given.first {
        throw ValidationError("\(name) is an option of --minimizer adam and adamw")
      }
      return
    }
    coefficients.beta1 = beta1 ?? coefficients.beta1
    coefficients.beta2 = beta2 ?? coefficients.beta2
    coefficients.epsilon = epsilon ?? coefficients.epsilon
    if uncorrectedEpsilon { coefficients.usesUncorrectedEpsilon = true }
    configuration.miniBatches.update =
      configuration.minimizer == .adam ? .adam(coefficients) : .adamW(coefficients)
  }

  /// The names of the options that were given.
  private var given: [String] {
    [
      ("--beta1", beta1 != nil), ("--beta2", beta2 != nil), ("--epsilon", epsilon != nil),
      ("--uncorrected-epsilon", uncorrectedEpsilon),
    ].filter(\.1).map(\.0)
  }
}
