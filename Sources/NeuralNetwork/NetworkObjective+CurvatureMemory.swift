internal import LinearAlgebra
internal import NetworkKernels

/// What the matrices of the curvature take, known before any of it is taken.
extension NetworkObjective {
  /// 2 GiB: what the matrix of about 16 000 parameters takes, or the factors of a layer of 5000
  /// units.
  public static var curvatureMemoryLimit: Int { 2 << 30 }

  /// The memory that ``gaussNewtonSystem(memoryLimit:)`` and the matrix it assembles take, in
  /// bytes.
  ///
  /// P² + P numbers in `Double` for the matrix; for each example its inputs to every layer and, for
  /// each class, a number a unit; for each thread the largest block of the matrix.
  public var gaussNewtonMemory: Int {
    let sizes = topology.layerSizes
    let lanes = engine.features.blockCount * engine.features.width
    let inputs = sizes.dropLast().reduce(0) { $0 + 1 + $1 }
    let carried = topology.classCount * sizes.dropFirst().reduce(0, +)
    let largest = 1 + (sizes.dropLast().max() ?? 0)
    let scalars =
      lanes * (inputs + carried) + threads * largest * (largest + engine.features.width)
    return parameterCount * (parameterCount + 1) * MemoryLayout<Double>.stride
      + scalars * MemoryLayout<Scalar>.stride
  }

  /// The memory that ``kroneckerFactors(damping:)`` take, in bytes, but for a few vectors.
  ///
  /// For each factor of order k 3k² numbers in `Double`, the matrix and LAPACK's work, and for each
  /// shard k² in the examples' precision. The features' factor is known by few eigenvectors only.
  public var kroneckerMemory: Int {
    let sizes = topology.layerSizes.dropFirst()
    let orders = sizes + sizes.dropLast().map { 1 + $0 }
    let shards = engine.samples.last!.shards.count
    let each = 3 * MemoryLayout<Double>.stride + shards * MemoryLayout<Scalar>.stride
    return orders.reduce(0) { $0 + $1 * $1 * each }
  }

  /// Throws unless the Gauss–Newton matrix fits into a limit; takes no memory itself.
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

  /// Throws unless the Kronecker factors fit into a limit; takes no memory itself.
  ///
  /// - Throws: ``NetworkError/kroneckerFactorsTooLarge(unitCount:bytes:limit:)``.
  public func requireKroneckerMemory(
    limit: Int = Self.curvatureMemoryLimit
  ) throws(NetworkError) {
    guard kroneckerMemory <= limit else {
      throw .kroneckerFactorsTooLarge(
        unitCount: topology.layerSizes.dropFirst().max() ?? 0, bytes: kroneckerMemory, limit: limit)
    }
  }
}
