internal import Foundation
internal import LinearAlgebra

/// The initialization of the biases of the output units.
public enum OutputBiasInitializer: String, CaseIterable, Codable, Sendable {
  /// At random, by the ``WeightInitializer``.
  case random
  /// At the class priors p, the fractions of the examples in each class: log p for softmax, the
  /// logit log p/(1 − p) for sigmoid outputs, so that small weights give the outputs p.
  ///
  /// Otherwise a run learns the class frequencies first; for 10 classes and biases near 0 that
  /// takes a dozen evaluations.
  case classFrequencies = "class-frequencies"

  /// Sets the output biases in parameters that were initialized at random.
  ///
  /// - Parameters:
  ///   - parameters: θ.
  ///   - topology: the network.
  ///   - classCounts: the number of examples of each class; a class without any counts as half an
  ///     example.
  public func apply(
    to parameters: inout [Double], of topology: NetworkTopology, classCounts: [Int]
  ) {
    guard self == .classFrequencies else { return }
    precondition(classCounts.count == topology.classCount, "one count per class")
    let total = Double(max(classCounts.reduce(0, +), 1))
    let layout = topology.parameterLayout
    let biases = layout.biasRange(layer: layout.regions.count - 1)
    for (index, count) in zip(biases, classCounts) {
      let prior = min(max(Double(count), 0.5) / total, 1 - 0.5 / total)
      parameters[index] =
        topology.output == .softmaxCrossEntropy
        ? log(prior) : log(prior / (1 - prior))
    }
  }
}
