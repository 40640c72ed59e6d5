internal import LinearAlgebra

/// How ``KroneckerFactors`` represent the curvature of a network.
public enum KroneckerRepresentation: String, Codable, Sendable {
  /// All eigenpairs of each layer's exact factors; the products of eigenvalues are damped.
  case exact
  /// Inverses of damped factors from some of the examples, with 64 eigenpairs for those of wide
  /// layers.
  case damped
}

/// The predicted cost of a network's exact Kronecker factors, which decides whether they are used.
///
/// Costs are in flops of matrix products. They depend on the layer sizes and the number of examples
/// alone, so that the choice is the same on every machine and for any number of threads. An
/// eigendecomposition counts as 10 n³: on one core it takes as long as products of 18 n³ flops for an
/// order of 256, 12 n³ for 512, 10 n³ for 1000 and 8 n³ for 2000 (OpenBLAS 0.3.21, AMD EPYC).
package struct KroneckerCosts {
  private let topology: NetworkTopology
  /// m.
  private let exampleCount: Int

  /// The costs for m examples.
  package init(_ topology: NetworkTopology, exampleCount: Int) {
    self.topology = topology
    self.exampleCount = exampleCount
  }

  /// The number of iterations from one refresh to the next, with about as many evaluations.
  static var refreshInterval: Int { 10 }

  /// Exact factors, if no layer of units is wider than 128; otherwise, if a refresh and ten
  /// applications cost no more than two evaluations, and no factor has an order above 512.
  package var representation: KroneckerRepresentation {
    let largest = orders.max() ?? 1
    let isCheap = largest <= MomentPlace.largestWholeOrder && exact <= 2 * evaluation
    return widest <= 128 || isCheap ? .exact : .damped
  }

  /// The number of examples that damped factors are computed from.
  var refreshExampleCount: Int { min(exampleCount, max(2048, 2 * widest)) }

  private var units: ArraySlice<Int> { topology.layerSizes.dropFirst() }
  private var widest: Int { units.max() ?? 0 }
  /// The orders of the factors A, without the first, and of the factors G.
  private var orders: [Int] { units.dropLast().map { 1 + $0 } + units }

  /// An evaluation over all examples, in flops: 6 m P.
  package var evaluation: Double {
    6 * Double(exampleCount) * Double(topology.parameterLayout.parameterCount)
  }

  /// A refresh of exact factors, and ten times an application and a half, in flops.
  package var exact: Double {
    let (m, outputs) = (Double(exampleCount), Double(topology.outputCount))
    let forward = 2 * Double(topology.parameterLayout.parameterCount)
    let backward = zip(units, units.dropFirst()).reduce(0.0) {
      $0 + 2 * outputs * Double($1.0) * Double($1.1)
    }
    let outputMoments = units.reduce(0.0) { $0 + 2 * outputs * Double($1) * Double($1) }
    let inputMoments = units.dropLast().reduce(0.0) { $0 + 2 * Double(1 + $1) * Double(1 + $1) }
    let decompositions = orders.reduce(0.0) { $0 + 10 * Double($1) * Double($1) * Double($1) }
    let applications = topology.parameterLayout.regions.reduce(0.0) {
      $0 + 60 * Double($1.count) * Double($1.rows + min($1.columns, MomentPlace.leadingCount))
    }
    return m * (forward + backward + outputMoments + inputMoments) + decompositions + applications
  }
}
