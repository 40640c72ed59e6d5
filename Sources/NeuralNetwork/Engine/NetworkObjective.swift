public import LinearAlgebra
internal import NetworkKernels
public import Optimization

/// The regularized cost of a network over all examples, with its exact gradient.
///
///     J(θ) = 1/m Σ_i loss(θ; x_i, y_i) + λ/(2m) Σ w²
///
/// where w runs over all weights but the biases, and the loss is the topology's ``OutputLoss``. The
/// cost over a sample S of the examples (``overBlocks(_:)``) is 1/|S| Σ_{i∈S} loss + λ/(2m) Σ w²,
/// with the m of all examples. The
/// gradient comes from backpropagation (Rumelhart, Hinton and Williams 1986) over whole blocks of
/// examples; there is no loop over individual examples.
///
/// The result has the same bits for any number of threads (see ``threads``). All memory is allocated
/// in the initializer; an evaluation allocates nothing.
///
/// - Complexity: about 4 · m · P flops per evaluation: forward and backward through P parameters.
public struct NetworkObjective<Scalar: BLASScalar>: ~Copyable {
  /// λ, the L2 regularization strength; 0 for none.
  public let regularization: Double
  /// The matrix of ``hessianProduct(at:direction:into:)``.
  public let curvature: CurvatureMatrix
  var engine: NetworkEngine<Scalar>
  var tangentEngine: TangentEngine<Scalar>?

  /// Allocates the workspace.
  ///
  /// The examples are laid out for the kernels when they are first used; until then, the objective keeps
  /// the features.
  ///
  /// - Parameters:
  ///   - topology: the network; its inputs are the features.
  ///   - features: one example per row, m × n.
  ///   - targets: what the outputs are compared with: the class of each example, or numbers in 0…1,
  ///     which is not checked; softmax needs classes.
  ///   - regularization: λ ≥ 0.
  ///   - curvature: the matrix of the Hessian products; by default the Hessian itself.
  ///   - threads: the number of threads of an evaluation; by default one.
  /// - Precondition: m > 0, and the shapes agree.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(
    topology: NetworkTopology, features: Matrix<Scalar>,
    targets: ExampleTargets<Scalar>, regularization: Double,
    curvature: CurvatureMatrix = .hessian, threads: Int = 1
  ) {
    precondition(features.rows > 0, "a cost needs at least one example")
    precondition(features.columns == topology.inputCount, "one input unit per feature")
    targets.require(topology, exampleCount: features.rows)
    precondition(regularization >= 0 && regularization.isFinite, "λ is a finite number ≥ 0")
    precondition(threads >= 1, "an evaluation needs at least one thread")
    let examples = NetworkExamples(
      topology: topology, features: features, targets: targets, threads: threads)
    self.init(
      on: examples, sample: examples.all, regularization: regularization, curvature: curvature)
  }

  /// Allocates the workspace for examples whose targets are their classes, from 0.
  public init(
    topology: NetworkTopology, features: Matrix<Scalar>, classIndices: [Int],
    regularization: Double, curvature: CurvatureMatrix = .hessian,
    threads: Int = 1
  ) {
    self.init(
      topology: topology, features: features, targets: .classes(classIndices),
      regularization: regularization, curvature: curvature, threads: threads)
  }

  /// Allocates a workspace for examples that are already laid out.
  init(
    on examples: NetworkExamples<Scalar>, sample: Sample, regularization: Double,
    curvature: CurvatureMatrix
  ) {
    self.regularization = regularization
    self.curvature = curvature
    engine = NetworkEngine(on: examples, sample: sample)
  }

  /// All examples, which do not change.
  var examples: NetworkExamples<Scalar> { engine.examples }
  /// λ/m, with the m of all examples.
  var decay: Double { regularization / Double(examples.count) }

  /// The network's shape.
  public var topology: NetworkTopology { examples.topology }
  /// Where each Theta lies in θ.
  public var layout: ParameterLayout { examples.layout }
  /// The number of examples that the cost is the mean over: m, unless it is over some blocks.
  public var exampleCount: Int { engine.sample.exampleCount }
  /// The number of threads that take shards of the examples; any number gives the same result, because the
  /// shards do not depend on it and their sums are added along a fixed tree.
  public var threads: Int { examples.threads }
}

extension NetworkObjective: Objective {
  /// P, the length of θ.
  public var parameterCount: Int { layout.parameterCount }

  /// ½ε of the scalar.
  public var unitRoundoff: Double { 0.5 * Double(Scalar.ulpOfOne) }

  /// The number of examples that the cost is the mean over.
  public var componentCount: Int { exampleCount }

  /// Returns J(θ) and writes ∇J(θ).
  public mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    terms(at: point, gradient: &gradient).cost
  }

  /// Returns J(θ) only, by a forward pass: half the work of the cost with its gradient.
  public mutating func value(at point: Span<Double>) -> Double { terms(at: point).cost }

  /// Returns the terms of J(θ), and writes ∇J(θ).
  public mutating func terms(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> CostTerms {
    let loss = engine.loss(at: point, gradient: &gradient)
    guard !engine.hasCutWork else { return CostTerms(data: .nan, regularization: .nan) }
    let scale = 1 / Double(exampleCount)
    for index in gradient.indices { gradient[index] *= scale }
    addRegularizationGradient(of: point, to: &gradient)
    return CostTerms(
      data: loss / Double(exampleCount), regularization: regularizationTerm(at: point))
  }

  /// Lets a token cut evaluations and products short, between two blocks of examples.
  public mutating func watch(_ token: StopToken?) {
    engine.token = token
  }

  /// Returns the terms of J(θ), by a forward pass.
  public mutating func terms(at point: Span<Double>) -> CostTerms {
    CostTerms(
      data: engine.loss(at: point) / Double(exampleCount),
      regularization: regularizationTerm(at: point))
  }

  /// λ/(2m) Σ w² over all weights but the biases: the part of J(θ) that does not depend on the
  /// examples.
  ///
  /// Infinite only if the term itself exceeds the range of `Double`, not if a square does.
  public func regularizationTerm(at point: Span<Double>) -> Double {
    guard regularization > 0 else { return 0 }
    let factor = regularization / (2 * Double(examples.count))
    let sum = sumOfSquares(of: point, scaledBy: 1)
    if sum.isFinite { return factor * sum }
    var largest = 0.0
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) { largest = max(largest, abs(point[index])) }
    }
    guard largest.isFinite else { return sum }
    // Scaling by a power of 2 is exact.
    let exponent = largest.exponent
    let scaled = sumOfSquares(
      of: point, scaledBy: Double(sign: .plus, exponent: -exponent, significand: 1))
    return Double(sign: .plus, exponent: 2 * exponent, significand: factor * scaled)
  }

  /// Σ (s w)² over all weights but the biases.
  private func sumOfSquares(of point: Span<Double>, scaledBy scale: Double) -> Double {
    var sum = 0.0
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) {
        let weight = scale * point[index]
        sum += weight * weight
      }
    }
    return sum
  }

  /// gradient ← gradient + λ/m · w for all weights but the biases.
  func addRegularizationGradient(of point: Span<Double>, to gradient: inout MutableSpan<Double>) {
    guard regularization > 0 else { return }
    let decay = decay
    for layer in layout.regions.indices {
      for index in layout.weightRange(layer: layer) { gradient[index] += decay * point[index] }
    }
  }
}

extension NetworkObjective {
  /// The class with the largest probability for each example that was laid out, in the order in
  /// which they were given; the first one when several are equal.
  ///
  /// It uses the examples of the objective, so that the caller need not keep them.
  ///
  /// - Complexity: that of J(θ) without the gradient, and an array of m numbers.
  public mutating func classIndices(at point: Span<Double>) -> [Int] {
    precondition(point.count == layout.parameterCount, "one number per parameter")
    return engine.classIndices(at: point)
  }

  /// The mean errors of the outputs over the examples of the cost, whose targets are numbers.
  ///
  /// - Precondition: the targets are not classes.
  /// - Complexity: that of J(θ) without the gradient.
  public mutating func targetErrors(at point: Span<Double>) -> TargetErrors {
    precondition(point.count == layout.parameterCount, "one number per parameter")
    return engine.targetErrors(at: point)
  }

  /// The size of the examples in the layout of the kernels, in bytes; the objective has no other
  /// copy.
  public var layoutByteCount: Int { examples.features.byteCount }
}

/// The two terms of a regularized cost J(θ), each computed separately.
///
/// Their sum has lost digits of the smaller term, which a subtraction can't recover.
public struct CostTerms: Hashable, Sendable {
  /// 1/m Σ_i loss(θ; x_i, y_i): the mean loss of the examples.
  public var data: Double
  /// λ/(2m) Σ w².
  public var regularization: Double

  /// Creates the terms.
  public init(data: Double, regularization: Double) {
    self.data = data
    self.regularization = regularization
  }

  /// J(θ).
  public var cost: Double { data + regularization }
}
