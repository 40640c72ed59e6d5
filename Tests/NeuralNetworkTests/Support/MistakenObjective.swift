import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization

/// Common mistakes in this gradient, each made on purpose.
enum Mistake: String, CaseIterable, Sendable {
  /// λ/m · b is in the gradient of the biases.
  case biasRegularized
  /// No λ/m · w in the gradient of the weights.
  case regularizationMissing
  /// λ/m · w with the weights that were loaded in place of those of the point.
  case regularizationOfStaleParameters
  /// Errors go back through a Theta that is transposed, as far as it has such elements.
  case transposedDelta
  /// All of the gradient once more by m.
  case dividedByExamplesTwice
  /// Errors go back without g′.
  case derivativeMissing
  /// g′ at the activations of the layer above.
  case derivativeOfWrongLayer
  /// g′ of another activation: 1 − a² of sigmoid units, a (1 − a) of tanh and ReLU units.
  case derivativeOfWrongKind
  /// The weights' gradient from [1, inputs] instead of the inputs: one column off.
  case inputsUnshifted
  /// All of the gradient uphill.
  case wrongSign
  /// The biases have no gradient.
  case biasGradientMissing
  /// The errors are those of the next class.
  case labelShifted
}

/// The cost of a network with a plain gradient that contains a mistake, in a precision.
///
/// Written out example by example, apart from the engine: without a mistake, an oracle for the right
/// gradient. The cost is summed in Double, everything else in the scalar, as the engine does.
struct MistakenObjective<Scalar: BLASScalar>: Objective {
  let topology: NetworkTopology
  let features: Matrix<Scalar>
  let classIndices: [Int]
  let mistake: Mistake?
  let regularization: Scalar = 0.7
  /// The weights that were "loaded": where the stale λ term is right.
  let loaded: [Double]

  init(problem: RandomProblem, mistake: Mistake?, loaded: [Double]) {
    topology = problem.topology
    layout = topology.parameterLayout
    features = problem.features(in: Scalar.self)
    classIndices = problem.classIndices
    self.mistake = mistake
    self.loaded = loaded
  }

  private let layout: ParameterLayout
  private var examples: Scalar { Scalar(features.rows) }

  var parameterCount: Int { layout.parameterCount }
  var unitRoundoff: Double { 0.5 * Double(Scalar.ulpOfOne) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    let theta = point.indices.map { Scalar(point[$0]) }
    var slopes = [Scalar](repeating: 0, count: theta.count)
    var cost = penalty(theta)
    for example in 0..<features.rows {
      let pass = forward(example, theta)
      cost += Double(loss(of: pass.outputs, label: classIndices[example]) / examples)
      backward(example, pass, theta, into: &slopes)
    }
    addRegularization(theta, to: &slopes)
    for index in gradient.indices {
      if mistake == .dividedByExamplesTwice { slopes[index] /= examples }
      if mistake == .wrongSign { slopes[index].negate() }
      gradient[index] = Double(slopes[index])
    }
    return cost
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  mutating func value(at point: Span<Double>) -> Double {
    let theta = point.indices.map { Scalar(point[$0]) }
    return (0..<features.rows).reduce(penalty(theta)) { cost, example in
      let outputs = forward(example, theta).outputs
      return cost + Double(loss(of: outputs, label: classIndices[example]) / examples)
    }
  }
}

/// What one example makes of a network's layers.
private struct ForwardPass<Scalar> {
  /// The inputs, then what each hidden layer computes.
  var activations: [[Scalar]]
  /// The pre-activations of the output units.
  var outputs: [Scalar]
}

extension MistakenObjective {
  private func forward(_ example: Int, _ theta: [Scalar]) -> ForwardPass<Scalar> {
    var activations = [Array(features.row(example))]
    for (layer, region) in layout.regions.enumerated() {
      let inputs = activations[layer]
      activations.append(
        (0..<region.rows).map { row in
          var z = theta[region.index(row: row, column: 0)]
          for (column, input) in inputs.enumerated() {
            z += theta[region.index(row: row, column: column + 1)] * input
          }
          return layer + 1 < layout.regions.count ? activation(z) : z
        })
    }
    let outputs = activations.removeLast()
    return ForwardPass(activations: activations, outputs: outputs)
  }

  private func backward(
    _ example: Int, _ pass: ForwardPass<Scalar>, _ theta: [Scalar], into slopes: inout [Scalar]
  ) {
    var label = classIndices[example]
    if mistake == .labelShifted { label = (label + 1) % topology.classCount }
    var delta = outputDelta(pass.outputs, label: label)
    for layer in layout.regions.indices.reversed() {
      let region = layout.regions[layer]
      let inputs = pass.activations[layer]
      let columns = mistake == .inputsUnshifted ? [1] + inputs.dropLast() : inputs
      for row in 0..<region.rows {
        if mistake != .biasGradientMissing {
          slopes[region.index(row: row, column: 0)] += delta[row] / examples
        }
        for (column, input) in columns.enumerated() {
          slopes[region.index(row: row, column: column + 1)] += delta[row] * input / examples
        }
      }
      guard layer > 0 else { break }
      let above =
        layer + 1 < pass.activations.count
        ? pass.activations[layer + 1] : probabilities(pass.outputs)
      let differentiated = mistake == .derivativeOfWrongLayer ? above : inputs
      delta = inputs.indices.map { column in
        weightedError(delta, theta, region, of: column)
          * derivative(at: differentiated[column % differentiated.count])
      }
    }
  }

  /// Σ Theta(row, column) δ(row): what comes back to one unit from the layer above.
  private func weightedError(
    _ delta: [Scalar], _ theta: [Scalar], _ region: MatrixRegion, of column: Int
  ) -> Scalar {
    var sum: Scalar = 0
    for row in 0..<region.rows {
      let hasTransposed = column < region.rows && row < region.columns - 1
      let (r, c) = mistake == .transposedDelta && hasTransposed ? (column, row) : (row, column)
      sum += theta[region.index(row: r, column: c + 1)] * delta[row]
    }
    return sum
  }

  /// λ/2m Σ w².
  private func penalty(_ theta: [Scalar]) -> Double {
    var squares = 0.0
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) {
        squares += Double(theta[index] * theta[index])
      }
    }
    return Double(regularization / (2 * examples)) * squares
  }

  private func addRegularization(_ theta: [Scalar], to slopes: inout [Scalar]) {
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) {
        switch mistake {
        case .regularizationMissing: break
        case .regularizationOfStaleParameters:
          slopes[index] += regularization / examples * Scalar(loaded[index])
        default: slopes[index] += regularization / examples * theta[index]
        }
      }
      if mistake == .biasRegularized {
        for index in layout.biasRange(layer: layer) {
          slopes[index] += regularization / examples * theta[index]
        }
      }
    }
  }

  // MARK: Functions of one number or of one example's outputs

  private func exp(_ x: Scalar) -> Scalar { Scalar(Foundation.exp(Double(x))) }
  private func sigmoid(_ z: Scalar) -> Scalar { 1 / (1 + exp(-z)) }

  private func activation(_ z: Scalar) -> Scalar {
    switch topology.hidden {
    case .sigmoid: sigmoid(z)
    case .tanh: Scalar(Foundation.tanh(Double(z)))
    case .relu: max(0, z)
    }
  }

  /// g′ where g is a.
  private func derivative(at a: Scalar) -> Scalar {
    switch (mistake, topology.hidden) {
    case (.derivativeMissing, _): 1
    case (.derivativeOfWrongKind, .sigmoid): 1 - a * a
    case (.derivativeOfWrongKind, .tanh), (.derivativeOfWrongKind, .relu): a * (1 - a)
    case (_, .sigmoid): a * (1 - a)
    case (_, .tanh): 1 - a * a
    case (_, .relu): a > 0 ? 1 : 0
    }
  }

  private func probabilities(_ z: [Scalar]) -> [Scalar] {
    guard topology.output == .softmaxCrossEntropy else { return z.map(sigmoid) }
    let largest = z.max()!
    let powers = z.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  private func loss(of z: [Scalar], label: Int) -> Scalar {
    switch topology.output {
    case .sigmoidCrossEntropy:
      return z.enumerated().reduce(0) { sum, unit in
        let (k, z) = unit
        let softplus = max(0, z) + Scalar(log1p(Double(exp(-abs(z)))))
        return sum + softplus - (k == label ? z : 0)
      }
    case .softmaxCrossEntropy:
      let largest = z.max()!
      let sum = z.reduce(0) { $0 + exp($1 - largest) }
      return largest - z[label] + Scalar(log(Double(sum)))
    case .squaredError:
      return probabilities(z).enumerated().reduce(0) { sum, unit in
        let error = unit.element - (unit.offset == label ? 1 : 0)
        return sum + error * error / 2
      }
    }
  }

  /// ∂loss/∂z.
  private func outputDelta(_ z: [Scalar], label: Int) -> [Scalar] {
    probabilities(z).enumerated().map { k, p in
      let error = p - (k == label ? 1 : 0)
      return topology.output == .squaredError ? error * p * (1 - p) : error
    }
  }
}
