internal import LinearAlgebra
internal import NetworkKernels

extension NetworkObjective {
  /// Writes H(θ) v: the Hessian's product with a direction, or the Gauss–Newton matrix's, as
  /// ``curvature`` says; the regularization's λ/m is part of both.
  ///
  /// The first call allocates the memory for the directional derivatives, and for the activations of
  /// all examples if that is no more than 256 MiB: every product at the same point uses them.
  ///
  /// - Complexity: about an evaluation, and half of one more for the first product at a point.
  public mutating func hessianProduct(
    at point: Span<Double>, direction: Span<Double>, into product: inout MutableSpan<Double>
  ) {
    if tangentEngine?.product != curvature {
      tangentEngine = TangentEngine(on: examples, sample: engine.sample, product: curvature)
    }
    tangentEngine!.product(at: point, direction: direction, into: &product, using: engine)
    guard !engine.hasCutWork else { return }
    let scale = 1 / Double(exampleCount)
    for index in product.indices { product[index] *= scale }
    addRegularizationGradient(of: direction, to: &product)
  }

  /// Sets the maximum size of the activations of all examples that are kept between products.
  package mutating func limitLinearizations(to bytes: Int) {
    tangentEngine = TangentEngine(
      on: examples, sample: engine.sample, product: curvature, linearizationLimit: bytes)
  }
}

/// The curvature matrix of a network's Hessian products.
public enum CurvatureMatrix: String, CaseIterable, Codable, Sendable {
  /// The Hessian ∇²J, by Pearlmutter's R-operator (1994). Exact; may be indefinite.
  case hessian
  /// The Gauss–Newton matrix Jᵀ H_loss J + λ/m (Schraudolph 2002): the Hessian without the terms
  /// with second derivatives of the network. Positive semidefinite for every loss of the package.
  case gaussNewton
}

/// The memory of the Gauss–Newton matrix, before any of it is allocated.
extension NetworkObjective {
  /// 2 GiB: the size of the matrix for about 16 000 parameters.
  public static var curvatureMemoryLimit: Int { 2 << 30 }

  /// The memory that ``gaussNewtonSystem(memoryLimit:stopToken:)`` and the matrix it assembles take, in
  /// bytes.
  ///
  /// P² + P numbers in `Double` for the matrix; for each example its inputs to every layer and, for
  /// each class, one number per unit; for each thread the largest block of the matrix.
  public var gaussNewtonMemory: Int {
    let sizes = topology.layerSizes
    let lanes = blocks.count * examples.features.width
    let inputs = sizes.dropLast().reduce(0) { $0 + 1 + $1 }
    let carried = topology.outputCount * sizes.dropFirst().reduce(0, +)
    let largest = 1 + (sizes.dropLast().max() ?? 0)
    let scalars =
      lanes * (inputs + carried) + threads * largest * (largest + examples.features.width)
    return parameterCount * (parameterCount + 1) * MemoryLayout<Double>.stride
      + scalars * MemoryLayout<Scalar>.stride
  }

  /// Throws if the Gauss–Newton matrix would exceed a limit; allocates nothing itself.
  ///
  /// - Throws: ``NetworkError/normalMatrixTooLarge(parameterCount:bytes:limit:)``.
  public func requireGaussNewtonMemory(
    limit: Int = Self.curvatureMemoryLimit
  ) throws(NetworkError) {
    guard gaussNewtonMemory <= limit else {
      throw .normalMatrixTooLarge(
        parameterCount: parameterCount, bytes: gaussNewtonMemory, limit: limit)
    }
  }
}

/// The cost of an iteration of Levenberg–Marquardt, before the first.
extension NetworkObjective {
  /// The flops of one assembly of the Gauss–Newton matrix: 2 · lanes · c · c′ for each pair of
  /// units after the inputs, where c and c′ are the numbers of weights of the units.
  ///
  /// Lanes are the examples of all blocks with their padding.
  public var gaussNewtonAssemblyFlops: Double {
    let lanes = Double(blocks.count * examples.features.width)
    let regions = layout.regions
    var flops = 0.0
    for (index, region) in regions.enumerated() {
      let (units, weights) = (Double(region.rows), Double(region.columns))
      flops += lanes * units * (units + 1) * weights * weights
      for other in regions[(index + 1)...] {
        flops += 2 * lanes * units * weights * Double(other.rows) * Double(other.columns)
      }
    }
    return flops
  }

  /// The flops of one factorization of the Gauss–Newton matrix, P³/3.
  public var gaussNewtonFactorizationFlops: Double {
    let order = Double(parameterCount)
    return order * order * order / 3
  }

  /// Predicts the duration of an iteration of Levenberg–Marquardt over all examples, in seconds, from
  /// its flops and the current speed of such products on this machine.
  ///
  /// An iteration assembles the matrix once, and factorizes it once or, when steps are rejected,
  /// several times; one factorization is counted, so that the result is a lower bound. On 400-10-10 it is an
  /// eighth below what an iteration with one factorization takes; for a small matrix, whose products
  /// are short, it is further below.
  ///
  /// - Complexity: about 10 ms.
  public func predictedLevenbergMarquardtSeconds() -> Double {
    let largest = min(layout.regions.map(\.columns).max() ?? 1, 512)
    let assembly = Scalar.productSpeed(
      rows: largest, inner: examples.features.width, columns: largest, threads: threads)
    let factorization = Double.productSpeed(
      rows: min(parameterCount, 256), inner: min(parameterCount, 1024),
      columns: min(parameterCount, 128), threads: threads)
    return gaussNewtonAssemblyFlops / assembly + gaussNewtonFactorizationFlops / factorization
  }
}
