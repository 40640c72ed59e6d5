public import LinearAlgebra
internal import Machine
internal import NetworkKernels
public import Optimization

/// A Kronecker-factored approximation of the inverse Gauss–Newton matrix of a network.
///
/// For each layer the Gauss–Newton matrix is approximated by A ⊗ G: A = 1/m Σ (1, a)(1, a)ᵀ are the
/// second moments of the layer's inputs with their constant 1, G = 1/m Σ Bᵀ H_loss B, with B =
/// ∂z_L/∂z_l, are the Gauss–Newton second moments of its outputs. ``KroneckerRepresentation`` says
/// what is computed; the predicted cost decides:
///
/// - Small and medium networks have exact factors, by all their eigenpairs, and H₀ =
///   (A ⊗ G + (λ/m + damping) I)⁻¹. An application costs 4 · P · (outputs + eigenpairs of A) flops per
///   layer.
/// - Wide networks have H₀ = (A + πγ I)⁻¹ ⊗ (G + γ/π I)⁻¹ with γ² = λ/m + damping, the preconditioner
///   of ``NaturalGradientDescent``, from some of the examples and one random root of H_loss for each.
///   An application costs 4 · P · (64 + 64) flops per layer, where 64 eigenpairs represent the factors
///   of wide layers.
///
/// A of the first layer does not depend on θ: its leading eigenpairs are computed once, and
/// approximate it. The means are over the examples of the cost that made the factors, m is the number
/// of all examples.
///
/// Source: J. Martens and R. Grosse, *Optimizing Neural Networks with Kronecker-factored
/// Approximate Curvature*, ICML 2015, sections 3, 4 and 6.3 of the long version (arXiv:1503.05671).
/// In exact factors G is exact instead of sampled, and the damping is added to the products of
/// eigenvalues instead of to the factors. The damping adapts to the quality of the model, as in their
/// section 6.5, but by the number of steps of length 1 (`DampingAdaptation`).
///
/// - Complexity: the initialization costs a few evaluations; a refresh about one, and with its
///   applications no more than two for eigenpairs.
public final class KroneckerFactors<Scalar: BLASScalar> {
  /// How the factors are represented.
  public let representation: KroneckerRepresentation
  /// The damping, besides λ/m; it changes with the factors.
  public internal(set) var damping: Double
  private let initialDamping: Double
  /// The steps since the last refresh.
  var steps = DampingAdaptation()
  /// λ/m.
  private let decay: Double
  let examples: NetworkExamples<Scalar>
  private let forward: ForwardPass<Scalar>
  private let model: Model
  /// The number of examples that a refresh reads, in units of those of the cost.
  public let passesPerRefresh: Double
  /// The point of the last refresh; empty before the first.
  var lastPoint: [Double] = []

  private enum Model {
    case exact(ExactFactors<Scalar>)
    case damped(DampedFactors)
  }

  /// Damped factors from a part of the sample, and vectors in the precision of the cost.
  private struct DampedFactors {
    let factors: StochasticFactors<Scalar>
    let plan: ShardPlan
    let vector: AlignedBuffer<Scalar>
    let product: AlignedBuffer<Scalar>
  }

  init(
    on examples: NetworkExamples<Scalar>, sample: Sample, decay: Double, damping: Double,
    stopToken: StopToken
  ) {
    self.examples = examples
    forward = ForwardPass(on: examples)
    self.decay = decay
    self.damping = damping
    initialDamping = damping
    let costs = KroneckerCosts(examples.topology, exampleCount: sample.exampleCount)
    representation = costs.representation
    if representation == .exact {
      model = .exact(ExactFactors(on: examples, sample: sample, stopToken: stopToken))
      passesPerRefresh = 1
      return
    }
    let plan = examples.firstShards(of: sample, exampleCount: costs.refreshExampleCount)
    passesPerRefresh = Double(examples.exampleCount(in: plan)) / Double(sample.exampleCount)
    let factors = StochasticFactors(
      on: examples, of: sample, exampleCount: max(2048, 8 * (1 + examples.features.featureCount)),
      pieceCount: plan.count, stopToken: stopToken)
    let count = examples.layout.parameterCount
    model = .damped(
      DampedFactors(
        factors: factors, plan: plan, vector: AlignedBuffer(count: count),
        product: AlignedBuffer(count: count)))
  }

  /// Computes every factor that depends on θ.
  ///
  /// - Returns: whether they were computed; `false` if the token cut it short, and then the factors
  ///   are lost.
  func refresh(
    at point: Span<Double>, damping: Double, interruptedBy token: StopToken
  ) -> Bool {
    forward.assign(point)
    switch model {
    case .exact(let factors):
      factors.refresh(at: forward, interruptedBy: token)
    case .damped(let model):
      model.factors.refresh(
        over: model.plan, at: forward, seed: 0, damping: decay + damping,
        stoppingWhen: token.cutsWork)
    }
    return !token.hasCutWork
  }

  /// vector ← H₀ vector.
  public func apply(to vector: inout MutableSpan<Double>) {
    precondition(vector.count == examples.layout.parameterCount, "one number per parameter")
    switch model {
    case .exact(let factors):
      factors.applyInverse(to: &vector, shift: decay + damping)
    case .damped(let model):
      model.vector.assign(vector.span)
      model.factors.apply(to: model.vector, into: model.product)
      model.product.copy(to: &vector, at: 0)
    }
  }
}

extension KroneckerFactors: InitialInverseHessian {
  /// vectorᵀ H₀ vector, with half the work of applying H₀ by eigenpairs.
  public func quadraticForm(
    of vector: Span<Double>, scratch: inout MutableSpan<Double>
  ) -> Double {
    precondition(vector.count == examples.layout.parameterCount, "one number per parameter")
    switch model {
    case .exact(let factors):
      return factors.inverseQuadraticForm(of: vector, shift: decay + damping)
    case .damped(let model):
      model.vector.assign(vector)
      model.factors.apply(to: model.vector, into: model.product)
      return model.vector.dot(model.product)
    }
  }

  /// The number of iterations from one refresh to the next.
  public static var refreshInterval: Int { KroneckerCosts.refreshInterval }

  /// Refreshes the factors every ``refreshInterval`` iterations.
  ///
  /// A refresh that is cut short does not change the ``state``; the factors are lost, and
  /// recomputed by the next refresh, with which the same iteration begins.
  public func prepare(
    at point: Span<Double>, iteration: Int, interruptedBy token: StopToken
  ) -> Bool {
    guard iteration % Self.refreshInterval == 0 else { return false }
    let damping = iteration == 0 ? initialDamping : steps.adapted(damping)
    guard refresh(at: point, damping: damping, interruptedBy: token) else { return false }
    self.damping = damping
    steps = DampingAdaptation()
    lastPoint.removeAll(keepingCapacity: true)
    for index in point.indices { lastPoint.append(point[index]) }
    return true
  }

  /// Records the length of an accepted step.
  public func learn(fromStep step: Double) {
    steps.note(step)
  }

  /// `true`: a Gauss–Newton matrix has the scale of the cost, so that 1 is a sensible first step.
  public var isScaled: Bool { true }
}

extension NetworkObjective {
  /// How ``kroneckerFactors(damping:stopToken:)`` represent the curvature of this cost.
  public var kroneckerRepresentation: KroneckerRepresentation {
    KroneckerCosts(topology, exampleCount: exampleCount).representation
  }

  /// The Kronecker factors of this cost's curvature, for an initial matrix of L-BFGS.
  ///
  /// They share the examples of the cost, and have their own workspace.
  ///
  /// - Parameters:
  ///   - damping: added to every eigenvalue at first; 1e−3 by default.
  ///   - stopToken: may cut their initialization short, a few passes over the features.
  /// - Returns: the factors; those that depend on θ are computed before the first iteration.
  public func kroneckerFactors(
    damping: Double = 1e-3, stopToken: StopToken = StopToken()
  ) -> KroneckerFactors<Scalar> {
    KroneckerFactors(
      on: examples, sample: engine.sample, decay: decay, damping: damping, stopToken: stopToken)
  }
}
