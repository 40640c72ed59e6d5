public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization

/// The whole Gauss–Newton matrix of a network's cost, for Levenberg–Marquardt.
///
///     A = 1/m Σ_e Jᵀ H_loss J + λ/m diag(1 for weights, 0 for biases),   J = ∂z_L/∂θ
///
/// With H_loss = Σ_k s_k s_kᵀ and B_k = (∂z_L/∂z)ᵀ s_k, where z is the pre-activations of all units
/// after the inputs, the weights of two units u and v have one block of A:
///
///     A_uv = 1/m Σ_e c_e (1, a)_e (1, a′)_eᵀ,   c = Σ_k B_k[u] B_k[v]
///
/// where a and a′ are the inputs of the two units' layers. The sum over the classes is computed
/// before the product, so that the Jacobian of m · K rows is never formed: one gemm over the
/// examples for each pair of units, K times cheaper. Threads work on different pairs. A pair sums
/// over the examples in their order and has its own block of A, so any number of threads gives the
/// same bits, and a single A is enough.
///
/// For the squared error this is the usual JᵀJ of Levenberg–Marquardt; for the cross-entropies it
/// is the generalized Gauss–Newton matrix of Schraudolph (2002).
///
/// It is over the examples of the cost that made it, with the λ/m of all examples.
///
/// - Complexity: about m · P² flops for an assembly (twice what symmetry needs inside a block), no
///   allocation.
public final class GaussNewtonSystem<Scalar: BLASScalar> {
  private let examples: NetworkExamples<Scalar>
  private let sample: Sample
  /// λ/m.
  private let decay: Double
  private let linearization: Linearization<Scalar>
  /// Every pair of units after the inputs, each once.
  private let pairs: [(first: NetworkUnit, second: NetworkUnit)]
  /// One per thread.
  private let workspaces: [PairWorkspace<Scalar>]

  init(
    on examples: NetworkExamples<Scalar>, sample: Sample, decay: Double, stopToken: StopToken
  ) {
    self.examples = examples
    self.sample = sample
    self.decay = decay
    linearization = Linearization(on: examples, sample: sample, stopToken: stopToken)
    let units = examples.layout.regions.enumerated().flatMap { layer, region in
      (0..<region.rows).map { NetworkUnit(layer: layer, index: $0) }
    }
    pairs = units.indices.flatMap { first in
      units[first...].map { (units[first], $0) }
    }
    workspaces = (0..<examples.threads).map { _ in
      PairWorkspace(layout: examples.layout, width: examples.features.width)
    }
  }
}

/// Levenberg–Marquardt on networks solves with the blocked, threaded Cholesky factorization.
extension DampedSystem: DampedLinearSolver {}

extension GaussNewtonSystem: GaussNewtonModel {
  /// P.
  public var parameterCount: Int { examples.layout.parameterCount }

  /// Writes A(θ), which is incomplete if the token cuts it short.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func assemble(
    at point: Span<Double>, interruptedBy token: StopToken, into matrix: DampedSystem
  ) {
    precondition(matrix.order == parameterCount, "one row and column per parameter")
    linearization.update(at: point, stopToken: token)
    Parallel.forEach(pairs.count, threads: workspaces.count) {
      [pairs, workspaces, linearization, examples, sample] pair, worker in
      let (first, second) = pairs[pair]
      let isComplete = workspaces[worker].sum(
        first, second, of: linearization, stoppingWhen: token.cutsWork)
      guard isComplete else { return }
      workspaces[worker].store(
        first, second, layout: examples.layout, scale: 1 / Double(sample.exampleCount),
        into: matrix, stoppingWhen: token.cutsWork)
    }
    guard decay > 0, !token.hasCutWork else { return }
    for layer in examples.layout.regions.indices {
      for index in examples.layout.weightRange(layer: layer) { matrix[index, index] += decay }
    }
  }
}

extension NetworkObjective {
  /// The Gauss–Newton matrix of this cost, for `LevenbergMarquardt`.
  ///
  /// - Parameters:
  ///   - memoryLimit: the maximum size of it and the matrix in bytes; by default
  ///     ``curvatureMemoryLimit``.
  ///   - stopToken: may cut its initialization short.
  /// - Returns: the matrix, with its own workspace.
  /// - Throws: ``NetworkError`` when it would exceed the limit, before anything is allocated.
  public func gaussNewtonSystem(
    memoryLimit: Int = Self.curvatureMemoryLimit, stopToken: StopToken = StopToken()
  ) throws(NetworkError) -> GaussNewtonSystem<Scalar> {
    try requireGaussNewtonMemory(limit: memoryLimit)
    return GaussNewtonSystem(
      on: examples, sample: engine.sample, decay: decay, stopToken: stopToken)
  }
}

/// A unit after the inputs: its weight layer, and its index in the layer.
struct NetworkUnit: Sendable {
  let layer: Int
  let index: Int
}
