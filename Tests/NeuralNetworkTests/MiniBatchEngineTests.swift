import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// Steps of mini-batches against the gradient of the full batch, which is checked elsewhere.
@Suite struct MiniBatchEngineTests {
  static func engine<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type = Double.self, regularization: Double = 0.7,
    batchSize: Int, update: MiniBatchUpdate = .plain, clipNorm: Double? = nil
  ) -> MiniBatchEngine<Scalar> {
    MiniBatchEngine(
      topology: problem.topology,
      features: Matrix(
        rows: problem.features.rows, columns: problem.features.columns,
        elements: problem.features.elements.map(Scalar.init)),
      targets: .classes(problem.classIndices), parameters: problem.parameters,
      regularization: regularization, batchSize: batchSize, update: update,
      clipNorm: clipNorm)
  }

  /// ∇J of some of a problem's examples at some parameters, the regularization's part with λ/m for
  /// the m of the whole set.
  static func gradient(
    of problem: RandomProblem, _ examples: [Int], at parameters: [Double],
    regularization: Double = 0.7
  ) -> [Double] {
    let share = Double(examples.count) / Double(problem.features.rows)
    var objective = NetworkObjective(
      topology: problem.topology, features: problem.features.gathering(rows: examples),
      classIndices: examples.map { problem.classIndices[$0] },
      regularization: regularization * share)
    return objective.gradient(at: parameters)
  }

  static func expectWholeBatchStep<Scalar: BLASScalar>(
    _ problem: RandomProblem, _: Scalar.Type, tolerance: Double
  ) {
    let all = Array(0..<problem.features.rows)
    var engine = engine(problem, Scalar.self, batchSize: all.count)
    let outcome = engine.step(examples: all[...], learningRate: 0.25)
    let gradient = gradient(of: problem, all, at: problem.parameters)
    let expected = zip(problem.parameters, gradient).map { $0 - 0.25 * $1 }
    #expect(relativeDifference(engine.parameters, expected) < tolerance)
    var objective = problem.objective(regularization: 0)
    let loss = objective.value(at: problem.parameters.span) * Double(all.count)
    #expect(abs(outcome.loss - loss) < tolerance * loss)
    let predictor = Predictor<Double>(
      topology: problem.topology, parameters: problem.parameters)
    let correct = zip(predictor.classIndices(for: problem.features), problem.classIndices)
      .count { $0 == $1 }
    #expect(outcome.correct == correct)
  }

  @Test(arguments: networkKinds)
  func aStepOfTheWholeSetIsAStepAgainstTheGradient(hidden: Activation, output: OutputLoss) {
    let problem = RandomProblem(hidden: hidden, output: output)
    Self.expectWholeBatchStep(problem, Double.self, tolerance: 1e-14)
    Self.expectWholeBatchStep(problem, Float.self, tolerance: 1e-6)
  }

  /// Shapes with layers narrower than a vector, wider than the registers, and no hidden layer.
  @Test(arguments: [[6, 3], [6, 1, 3], [70, 33, 2], [9, 300, 5], [5, 8, 8, 8, 4]])
  func everyShapeOfNetworkSteps(sizes: [Int]) {
    let problem = RandomProblem(sizes, hidden: .sigmoid, output: .squaredError)
    Self.expectWholeBatchStep(problem, Double.self, tolerance: 1e-13)
    Self.expectWholeBatchStep(problem, Float.self, tolerance: 1e-5)
  }

  /// One example, a batch in any order, one with an example twice, one smaller than the room.
  @Test(arguments: [[3], [30, 2, 17, 5, 9], [4, 4, 11], [36, 0]], networkKinds)
  func aBatchIsTheMeanOfItsExamples(
    examples: [Int], kind: (hidden: Activation, output: OutputLoss)
  ) {
    let problem = RandomProblem(hidden: kind.hidden, output: kind.output)
    var engine = Self.engine(problem, batchSize: 5)
    // A full batch first: what it leaves in the lanes beyond a smaller one must not matter.
    _ = engine.step(examples: [7, 8, 9, 10, 11], learningRate: 0.5)
    let before = engine.parameters
    _ = engine.step(examples: examples[...], learningRate: 0.5)
    let gradient = Self.gradient(of: problem, examples, at: before)
    let expected = zip(before, gradient).map { $0 - 0.5 * $1 }
    #expect(relativeDifference(engine.parameters, expected) < 1e-14)
  }

  /// λ moves the weights by −η λ/m w a step, and no bias.
  @Test(arguments: [MiniBatchUpdate.plain, .momentum(0.5), .nesterov(0.5)])
  func regularizationLeavesTheBiasesAlone(update: MiniBatchUpdate) {
    let problem = RandomProblem(hidden: .tanh, output: .sigmoidCrossEntropy)
    var free = Self.engine(problem, regularization: 0, batchSize: 4, update: update)
    var held = Self.engine(problem, regularization: 3.7, batchSize: 4, update: update)
    _ = free.step(examples: [1, 2, 3, 4], learningRate: 0.5)
    _ = held.step(examples: [1, 2, 3, 4], learningRate: 0.5)
    // The first step of a velocity that starts at 0 is η g, Nesterov's (1 + μ) η g.
    let reach = update == .nesterov(0.5) ? 1.5 : 1
    let layout = problem.topology.parameterLayout
    for layer in layout.regions.indices {
      for index in layout.biasRange(layer: layer) {
        #expect(free.parameters[index] == held.parameters[index])
      }
      for index in layout.weightRange(layer: layer) {
        let pull = reach * 0.5 * 3.7 / 37 * problem.parameters[index]
        #expect(abs(free.parameters[index] - held.parameters[index] - pull) < 1e-15)
      }
    }
  }

  /// v ← μ v + g, and what each rule makes of it, written out over steps of changing batches.
  @Test(arguments: [MiniBatchUpdate.momentum(0.8), .nesterov(0.8)])
  func velocityFollowsItsRule(update: MiniBatchUpdate) {
    let problem = RandomProblem(hidden: .sigmoid, output: .softmaxCrossEntropy)
    var engine = Self.engine(problem, batchSize: 3, update: update)
    var (theta, v) = (problem.parameters, problem.parameters.map { _ in 0.0 })
    for first in 0..<6 {
      let batch = [first, first + 7, first + 20]
      _ = engine.step(examples: batch[...], learningRate: 0.3)
      let g = Self.gradient(of: problem, batch, at: theta)
      for index in theta.indices {
        v[index] = 0.8 * v[index] + g[index]
        let direction = update == .nesterov(0.8) ? g[index] + 0.8 * v[index] : v[index]
        theta[index] -= 0.3 * direction
      }
    }
    #expect(relativeDifference(engine.parameters, theta) < 1e-14)
    #expect(relativeDifference(engine.velocityVector, v) < 1e-14)
  }

  /// The loss's gradient is scaled to its limit, the regularization is not; a limit that is not
  /// reached changes no bit.
  @Test(arguments: [MiniBatchUpdate.plain, .momentum(0.5), .nesterov(0.5)])
  func aLongGradientIsClipped(update: MiniBatchUpdate) {
    let problem = RandomProblem(hidden: .tanh, output: .sigmoidCrossEntropy)
    let batch = [1, 2, 3, 4]
    let free = Self.gradient(of: problem, batch, at: problem.parameters, regularization: 0)
    let norm = free.map { $0 * $0 }.reduce(0, +).squareRoot()
    var engine = Self.engine(problem, batchSize: 4, update: update, clipNorm: norm / 3)
    _ = engine.step(examples: batch[...], learningRate: 0.3)
    let full = Self.gradient(of: problem, batch, at: problem.parameters)
    let reach = update == .nesterov(0.5) ? 1.5 : 1
    let expected = problem.parameters.indices.map {
      problem.parameters[$0] - 0.3 * reach * (free[$0] / 3 + (full[$0] - free[$0]))
    }
    #expect(relativeDifference(engine.parameters, expected) < 1e-14)
    let ends = [norm * 1.001, norm * 1e9].map { limit in
      var engine = Self.engine(problem, batchSize: 4, update: update, clipNorm: limit)
      _ = engine.step(examples: batch[...], learningRate: 0.3)
      return engine.parameters
    }
    #expect(ends[0] == ends[1])
    var unlimited = Self.engine(problem, batchSize: 4, update: update)
    _ = unlimited.step(examples: batch[...], learningRate: 0.3)
    #expect(relativeDifference(ends[0], unlimited.parameters) < 1e-15)
  }

  /// λ of AdamW shrinks the weights by 1 − η λ/m, whatever the gradient, and no bias.
  @Test func decoupledDecayLeavesTheBiasesAlone() {
    let problem = RandomProblem(hidden: .tanh, output: .sigmoidCrossEntropy)
    let ends = [0, 3.7].map { regularization in
      var engine = Self.engine(
        problem, regularization: regularization, batchSize: 4, update: .adamW())
      _ = engine.step(examples: [1, 2, 3, 4], learningRate: 0.5)
      return engine.parameters
    }
    let layout = problem.topology.parameterLayout
    for layer in layout.regions.indices {
      for index in layout.biasRange(layer: layer) { #expect(ends[0][index] == ends[1][index]) }
      for index in layout.weightRange(layer: layer) {
        let pull = 0.5 * 3.7 / 37 * problem.parameters[index]
        #expect(abs(ends[0][index] - ends[1][index] - pull) < 1e-15)
      }
    }
  }

  @Test(arguments: [MiniBatchUpdate.plain, .momentum(0.9), .nesterov(0.9), .adam(), .adamW()])
  func restoringGoesOnWithTheSameBits(update: MiniBatchUpdate) {
    let problem = RandomProblem(hidden: .relu, output: .softmaxCrossEntropy)
    var whole = Self.engine(problem, Float.self, batchSize: 4, update: update)
    var other = Self.engine(problem, Float.self, batchSize: 4, update: update)
    for first in 0..<5 { _ = whole.step(examples: [first, first + 9], learningRate: 0.1) }
    other.restore(
      parameters: whole.parameters, velocity: whole.velocityVector, squares: whole.squaresVector,
      stepCount: 5)
    for first in 5..<9 {
      _ = whole.step(examples: [first, first + 9], learningRate: 0.1)
      _ = other.step(examples: [first, first + 9], learningRate: 0.1)
    }
    #expect(whole.parameters == other.parameters)
    #expect(whole.velocityVector == other.velocityVector)
    #expect(whole.squaresVector == other.squaresVector)
  }
}
