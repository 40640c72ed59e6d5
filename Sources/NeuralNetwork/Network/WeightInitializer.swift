internal import LinearAlgebra
internal import Random

/// The initialization of the weights and biases.
public enum WeightInitializer: Hashable, Sendable {
  /// Weights and biases uniform in [−ε, ε); ex4 takes ε = 0.12.
  case uniform(halfWidth: Double)
  /// Weights and biases of each layer uniform in [−ε, ε) with ε = √6 / √(inputs + outputs): ex4's
  /// rule, which is Glorot and Bengio's (2010, equation 16).
  case uniformByLayerSize
  /// Weights and biases uniform in [0, 1).
  case uniformUnit
  /// Weights and biases normal with mean 0 and variance 1.
  case standardNormal
  /// Weights normal with variance 2 / (inputs + outputs), biases 0 (Glorot and Bengio 2010).
  case glorotNormal
  /// Weights normal with variance 2 / inputs, biases 0 (He, Zhang, Ren and Sun 2015).
  case heNormal
  /// The same number for all parameters; the units of a layer then stay equal, so it is useless for
  /// training.
  case constant(Double)

  /// Draws θ for a network, layer after layer in the order of the vector.
  ///
  /// - Parameters:
  ///   - layout: the layers.
  ///   - generator: draws the numbers; the same generator gives the same θ.
  /// - Returns: θ.
  @specialized(where Generator == Xoshiro256StarStar)
  public func parameters<Generator: RandomNumberGenerator>(
    for layout: ParameterLayout, using generator: inout Generator
  ) -> [Double] {
    var parameters: [Double] = []
    parameters.reserveCapacity(layout.parameterCount)
    for region in layout.regions {
      for column in 0..<region.columns {
        for _ in 0..<region.rows {
          parameters.append(draw(region, isBias: column == 0, using: &generator))
        }
      }
    }
    return parameters
  }

  private func draw(
    _ region: MatrixRegion, isBias: Bool, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let (inputs, outputs) = (Double(region.columns - 1), Double(region.rows))
    switch self {
    case .uniform(let halfWidth):
      return halfWidth * (2 * generator.nextUniform() - 1)
    case .uniformByLayerSize:
      return (6 / (inputs + outputs)).squareRoot() * (2 * generator.nextUniform() - 1)
    case .uniformUnit:
      return generator.nextUniform()
    case .standardNormal:
      return generator.nextNormal()
    case .glorotNormal:
      return isBias ? 0 : (2 / (inputs + outputs)).squareRoot() * generator.nextNormal()
    case .heNormal:
      return isBias ? 0 : (2 / inputs).squareRoot() * generator.nextNormal()
    case .constant(let value):
      return value
    }
  }
}
