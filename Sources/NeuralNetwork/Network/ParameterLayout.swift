public import LinearAlgebra

/// The position of each layer's Theta in the flat parameter vector θ = [Theta1(:); Theta2(:); …].
///
/// Theta l is outputs × (1 + inputs), bias in column 0, column-major, as MATLAB unrolls it. A
/// 400-25-10 network has 25 · 401 + 10 · 26 = 10 285 parameters.
public struct ParameterLayout: Hashable, Sendable {
  /// The region of each weight layer, first to last.
  public let regions: [MatrixRegion]
  /// The length of θ.
  public let parameterCount: Int

  /// Creates the layout of a network with the given layer sizes.
  public init(layerSizes: [Int]) {
    var offset = 0
    regions = zip(layerSizes, layerSizes.dropFirst()).map { inputs, outputs in
      defer { offset += outputs * (1 + inputs) }
      return MatrixRegion(offset: offset, rows: outputs, columns: 1 + inputs)
    }
    parameterCount = offset
  }

  /// The position of a parameter, as in MATLAB but from 0: weight layer, row (the output unit) and
  /// column (0 is the bias, j the j-th input).
  public struct Position: Hashable, Codable, Sendable {
    /// The weight layer; 0 is Theta1.
    public var layer: Int
    /// The output unit, from 0.
    public var row: Int
    /// 0 for the bias, otherwise the number of the input, from 1.
    public var column: Int
  }

  /// The position of the parameter with an index in θ.
  ///
  /// - Precondition: `0 <= index < parameterCount`.
  public func position(of index: Int) -> Position {
    guard let layer = regions.firstIndex(where: { $0.range.contains(index) }) else {
      preconditionFailure("θ has \(parameterCount) parameters, none at \(index)")
    }
    let (row, column) = regions[layer].position(of: index)
    return Position(layer: layer, row: row, column: column)
  }

  /// The biases of a layer, which are not regularized.
  public func biasRange(layer: Int) -> Range<Int> {
    regions[layer].offset..<regions[layer].offset + regions[layer].rows
  }

  /// The weights of a layer without the biases, which are regularized.
  public func weightRange(layer: Int) -> Range<Int> {
    biasRange(layer: layer).upperBound..<regions[layer].range.upperBound
  }
}
