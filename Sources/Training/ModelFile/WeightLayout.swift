internal import MATFile

/// How the weights of a network are stored in a file.
public struct WeightLayout: Hashable, Sendable {
  /// The orientation of the matrices, and the place of the biases.
  public enum Arrangement: String, Sendable {
    /// A Theta per layer: a row for each output, the biases in column 1.
    case biasesInFirstColumn = "biases in column 1"
    /// The same, transposed.
    case biasesInFirstRow = "biases in row 1"
    /// A matrix per layer with a row for each output, and a vector of biases.
    case rowPerOutput = "one row per output"
    /// A matrix per layer with a row for each input, and a vector of biases.
    case rowPerInput = "one row per input"
  }

  /// The paths of the arrays in the file, layer by layer.
  public let arrays: [String]
  /// The orientation of the matrices, and the place of the biases.
  public let arrangement: Arrangement

  /// Whether the file is as the exercise has it: `Theta1`, `Theta2`, …, not transposed.
  public var isUsual: Bool {
    arrangement == .biasesInFirstColumn
      && arrays == arrays.indices.map { ModelFile.name(ofLayer: $0) }
  }
}

extension WeightLayout: CustomStringConvertible {
  /// One line, as in "weights: W1, b1, W2, b2 (one row per output)".
  public var description: String {
    "weights: \(arrays.joined(separator: ", ")) (\(arrangement.rawValue))"
  }
}

extension WeightLayout.Arrangement {
  /// Whether the biases are arrays of their own.
  var hasBiasVectors: Bool { self == .rowPerOutput || self == .rowPerInput }
  /// Whether a matrix has a row for each output.
  var hasRowPerOutput: Bool { self == .rowPerOutput || self == .biasesInFirstColumn }
}

/// A layer's arrays in a file of weights.
struct StoredLayer {
  let matrix: WeightArray
  /// `nil` if the biases are in the matrix.
  let biases: WeightArray?

  /// The paths of the arrays.
  var paths: [String] { [matrix.path] + (biases.map { [$0.path] } ?? []) }

  /// The number of outputs and of inputs; `nil` if the biases do not fit to the matrix.
  func shape(_ arrangement: WeightLayout.Arrangement) -> (outputs: Int, inputs: Int)? {
    guard let size = matrix.size else { return nil }
    let (outputs, columns) =
      arrangement.hasRowPerOutput ? (size.rows, size.columns) : (size.columns, size.rows)
    let inputs = arrangement.hasBiasVectors ? columns : columns - 1
    guard outputs > 0, inputs > 0, biases.map({ $0.length == outputs }) ?? true else { return nil }
    return (outputs, inputs)
  }

  /// The layer's part of θ: the biases, then the weights, a column for each input.
  func parameters(_ arrangement: WeightLayout.Arrangement) throws(MATFileError) -> [Double] {
    var weights = try finiteNumbers(of: matrix)
    if !arrangement.hasRowPerOutput, let (rows, columns) = matrix.size {
      weights = (0..<rows).flatMap { row in
        (0..<columns).map { column in weights[column * rows + row] }
      }
    }
    guard let biases else { return weights }
    return try finiteNumbers(of: biases) + weights
  }

  private func finiteNumbers(of array: WeightArray) throws(MATFileError) -> [Double] {
    let numbers = try array.numbers()
    if let place = numbers.firstIndex(where: { !$0.isFinite }) {
      let rows = max(array.size?.rows ?? 1, 1)
      throw MATFileError(
        .corrupt, variable: array.path,
        "element (\(place % rows + 1), \(place / rows + 1)) is \(numbers[place])",
        remedy: "weights are finite numbers")
    }
    return numbers
  }
}
