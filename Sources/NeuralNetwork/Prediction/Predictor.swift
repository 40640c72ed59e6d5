public import LinearAlgebra
internal import NetworkKernels

/// A trained network applied to examples.
public struct Predictor<Scalar: BLASScalar>: Sendable {
  /// The network's shape.
  public let topology: NetworkTopology
  private let layers: [Layer<Scalar>]

  /// The number of examples in a block.
  static func blockWidth(exampleCount: Int) -> Int { min(256, max(exampleCount, 1)) }

  /// Wraps a network's parameters.
  ///
  /// - Precondition: the number of parameters is that of the topology's layout.
  public init(topology: NetworkTopology, parameters: [Double]) {
    let layout = topology.parameterLayout
    precondition(parameters.count == layout.parameterCount, "one number per parameter")
    let weights = AlignedBuffer<Scalar>(count: parameters.count)
    weights.assign(parameters.span)
    self.topology = topology
    layers = layout.regions.map { Layer(weights, region: $0) }
  }

  /// The outputs ŷ for each example, m × K: probabilities for the cross-entropy losses.
  ///
  /// - Precondition: one column per feature.
  /// - Complexity: 2 · m · P flops.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func outputs(for features: Matrix<Scalar>) -> Matrix<Scalar> {
    precondition(features.columns == topology.inputCount, "one input unit per feature")
    let width = Self.blockWidth(exampleCount: features.rows)
    let workspace = BlockWorkspace<Scalar>(topology: topology, width: width)
    let inputs = Panel(
      AlignedBuffer<Scalar>(count: topology.inputCount * width), units: topology.inputCount,
      width: width)
    var outputs = Matrix<Scalar>(rows: features.rows, columns: topology.outputCount)
    for start in stride(from: 0, to: features.rows, by: width) {
      let examples = start..<min(start + width, features.rows)
      inputs.gather(rows: examples, of: features)
      workspace.activations[0].assignAffine(of: layers[0], applied: inputs)
      workspace.predict(through: layers, exampleCount: examples.count)
        .scatter(lanes: examples.count, intoRowsOf: &outputs, from: start)
    }
    return outputs
  }

  /// The probability of each class for each example, a column per class: the outputs ŷ, or 1 − ŷ and
  /// ŷ for a single output of two classes.
  ///
  /// - Precondition: one column per feature.
  /// - Complexity: 2 · m · P flops.
  public func probabilities(for features: Matrix<Scalar>) -> Matrix<Scalar> {
    let outputs = outputs(for: features)
    guard topology.hasBinaryOutput else { return outputs }
    return Matrix(
      rows: outputs.rows, columns: 2, elements: outputs.elements.flatMap { [1 - $0, $0] })
  }

  /// The class with the largest probability for each example; the first one when several are equal.
  public func classIndices(for features: Matrix<Scalar>) -> [Int] {
    let probabilities = probabilities(for: features)
    return (0..<probabilities.rows).map { Self.largest(of: probabilities.row($0)) }
  }

  /// The index of the largest probability; the first one if several are equal.
  public static func largest(of probabilities: ArraySlice<Scalar>) -> Int {
    var best = probabilities.startIndex
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    return best - probabilities.startIndex
  }
}
