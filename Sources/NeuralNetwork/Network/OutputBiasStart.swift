internal import Foundation
internal import LinearAlgebra

/// Where the biases of the output units start.
public enum OutputBiasStart: String, CaseIterable, Codable, Sendable {
  /// Wherever the ``WeightInitializer`` draws them.
  case drawn
  /// Where small weights make each output its class's share p of the examples: log p for softmax,
  /// the logit log p/(1 − p) for sigmoid outputs.
  ///
  /// A run then does not begin with learning how frequent the classes are; from 10 classes with
  /// biases near 0, that costs a dozen evaluations.
  case classFrequencies = "class-frequencies"

  /// Puts the output biases into parameters that were drawn.
  ///
  /// - Parameter classCounts: how many examples each class has; a class without any counts as half
  ///   an example.
  public func apply(
    to parameters: inout [Double], of topology: NetworkTopology, classCounts: [Int]
  ) {
    guard self == .classFrequencies else { return }
    precondition(classCounts.count == topology.classCount, "one count a class")
    let total = Double(max(classCounts.reduce(0, +), 1))
    let layout = topology.parameterLayout
    let biases = layout.biasRange(layer: layout.regions.count - 1)
    for (index, count) in zip(biases, classCounts) {
      let share = min(max(Double(count), 0.5) / total, 1 - 0.5 / total)
      parameters[index] =
        topology.output == .softmaxCrossEntropy
        ? log(share) : log(share / (1 - share))
    }
  }
}
