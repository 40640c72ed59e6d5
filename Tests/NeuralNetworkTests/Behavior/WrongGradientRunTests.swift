import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Testing

/// Runs on a gradient with a mistake: what the minimizers say of it, and what one slope says
/// before.
@Suite struct WrongGradientRunTests {
  enum Method: CaseIterable, Sendable {
    case lbfgs, conjugateGradient, hagerZhang, fmincg, truncatedNewton
  }

  static func run(_ method: Method, _ mistake: Mistake?) -> MinimizationResult {
    let problem = WrongGradientTests.problem()
    var objective = MistakenObjective<Double>(
      problem: problem, mistake: mistake, loaded: problem.direction)
    let count = objective.parameterCount
    func launch(_ minimizer: consuming some Minimizer & ~Copyable) -> MinimizationResult {
      var minimizer = minimizer
      return minimize(
        &objective, from: problem.parameters, using: &minimizer,
        stoppingWhen: .init(gradientTolerance: 1e-6, maxEvaluations: 3000))
    }
    return switch method {
    case .lbfgs: launch(LBFGS(parameterCount: count))
    case .conjugateGradient: launch(NonlinearConjugateGradient(parameterCount: count))
    case .hagerZhang:
      launch(
        NonlinearConjugateGradient(
          parameterCount: count,
          configuration: .init(update: .hagerZhang, lineSearch: HagerZhang(curvature: 0.1))))
    case .fmincg: launch(Fmincg(parameterCount: count))
    case .truncatedNewton: launch(TruncatedNewton(parameterCount: count))
    }
  }

  /// What no run can notice: along every direction that was searched the wrong slope still
  /// descends.
  ///
  /// A factor leads to the right minimum, to a tolerance that is the factor's; the two mistakes in
  /// the errors that go back lead to a minimum of this small problem in which they vanish, and so
  /// do inputs that are one column off; without the biases' gradient the biases stay, and the run
  /// ends at a point that is none.
  static let silent: Set<Mistake> = [
    .dividedByExamplesTwice, .transposedDelta, .derivativeOfWrongLayer, .inputsUnshifted,
    .biasGradientMissing,
  ]

  @Test(arguments: Method.allCases, Mistake.allCases.filter { !silent.contains($0) })
  func aRunThatAMistakeBringsToAHaltSaysSo(_ method: Method, _ mistake: Mistake) {
    #expect(Self.run(method, mistake).stopReason == .inconsistentGradient)
  }

  /// Without a word, but where the right gradient leads as well.
  @Test(
    arguments: Method.allCases,
    [.transposedDelta, .derivativeOfWrongLayer, .inputsUnshifted]
      as [Mistake])
  func theseMistakesVanishAtTheMinimum(_ method: Method, _ mistake: Mistake) {
    #expect(abs(Self.run(method, mistake).value - Self.run(method, nil).value) < 1e-6)
  }

  /// Why the slope is checked before a run: this one calls a point converged that is no minimum.
  @Test(arguments: Method.allCases)
  func aRunWithoutBiasGradientsNoticesNothing(_ method: Method) {
    let result = Self.run(method, .biasGradientMissing)
    #expect(result.stopReason == .gradientTolerance)
    #expect(result.value > Self.run(method, nil).value + 0.01)
  }

  static func slopeCheck(_ mistake: Mistake?, at point: [Double], seed: UInt64) -> SlopeCheck {
    let problem = WrongGradientTests.problem()
    var objective = MistakenObjective<Double>(
      problem: problem, mistake: mistake, loaded: problem.parameters)
    var generator = SplitMix64(seed: seed)
    return checkSlope(of: &objective, at: point, using: &generator)
  }

  @Test(arguments: Mistake.allCases)
  func oneSlopeShowsEveryMistake(_ mistake: Mistake) {
    for seed in UInt64(1)...20 {
      let check = Self.slopeCheck(mistake, at: WrongGradientTests.problem().direction, seed: seed)
      #expect(check.isInconsistent, "\(seed): \(check)")
    }
  }

  @Test func oneSlopeOfARightGradientIsConsistent() {
    for seed in UInt64(1)...200 {
      let check = Self.slopeCheck(nil, at: WrongGradientTests.problem().direction, seed: seed)
      #expect(!check.isInconsistent, "\(seed): \(check)")
    }
  }

  /// At the loaded weights a stale λ term is right, and nowhere else.
  @Test func oneSlopeCannotSeeAStaleRegularizationAtTheLoadedWeights() {
    let check = Self.slopeCheck(
      .regularizationOfStaleParameters, at: WrongGradientTests.problem().parameters, seed: 1)
    #expect(!check.isInconsistent)
  }

  /// Right gradients of every kind, in both precisions, with features of sizes from 1 to 1000.
  @Test(arguments: networkKinds)
  func theEnginesSlopesAreConsistent(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    for scale in [1.0, 30, 1000] {
      let features = problem.features.elements.map { scale * $0 }
      for seed in UInt64(1)...20 {
        for check in [
          Self.slopeCheck(problem, features, seed: seed, Double.self),
          Self.slopeCheck(problem, features, seed: seed, Float.self),
        ] {
          #expect(!check.isInconsistent, "\(hidden) \(output) \(scale): \(check)")
        }
      }
    }
  }

  private static func slopeCheck<Scalar: BLASScalar>(
    _ problem: RandomProblem, _ features: [Double], seed: UInt64, _: Scalar.Type
  ) -> SlopeCheck {
    var objective = NetworkObjective(
      topology: problem.topology,
      features: Matrix(
        rows: problem.features.rows, columns: problem.features.columns,
        elements: features.map { Scalar($0) }),
      classIndices: problem.classIndices, regularization: 0.7)
    var generator = SplitMix64(seed: seed)
    return checkSlope(
      of: &objective, at: problem.parameters, using: &generator)
  }
}
