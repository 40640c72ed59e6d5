internal import Foundation
internal import LinearAlgebra

/// The initialization of the biases of the output units.
public enum OutputBiasInitializer: String, CaseIterable, Codable, Sendable {
  /// At random, by the ``WeightInitializer``.
  case random
  /// At the means p of the targets, which are the class priors, the fractions of the examples in
  /// each class: log p for softmax, the logit log p/(1 − p) for sigmoid outputs, so that small
  /// weights give the outputs p.
  ///
  /// Otherwise a run learns the class frequencies first; for 10 classes and biases near 0 that
  /// takes a dozen evaluations.
  case classFrequencies = "class-frequencies"

  /// Sets the output biases in parameters that were initialized at random.
  ///
  /// - Parameters:
  ///   - parameters: θ.
  ///   - topology: the network.
  ///   - targetSums: the sum of each output's targets over the examples, the number of examples of
  ///     each class; at least half an example is counted, and at least half an example is not.
  ///   - exampleCount: m.
  public func apply(
    to parameters: inout [Double], of topology: NetworkTopology, targetSums: [Double],
    exampleCount: Int
  ) {
    guard self == .classFrequencies else { return }
    precondition(targetSums.count == topology.outputCount, "one sum per output")
    let total = Double(max(exampleCount, 1))
    let layout = topology.parameterLayout
    let biases = layout.biasRange(layer: layout.regions.count - 1)
    for (index, sum) in zip(biases, targetSums) {
      let prior = min(max(sum, 0.5) / total, 1 - 0.5 / total)
      parameters[index] =
        topology.output == .softmaxCrossEntropy
        ? log(prior) : log(prior / (1 - prior))
    }
  }
}
