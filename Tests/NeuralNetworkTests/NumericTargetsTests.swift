import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import TestSupport
import Testing

/// Costs whose targets are numbers: autoencoders, and targets in a matrix.
@Suite struct NumericTargetsTests {
  /// What NumPy says; see `Fixtures/numeric_targets.py`.
  struct Record: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
      let kind, loss: String
      let sizes: [Int]
      let parameters, direction, gradient, hessianProduct, gaussNewtonProduct: [Double]
      let cost, squaredError, crossEntropy: Double

      var testDescription: String { "\(kind), \(loss)" }
    }

    let dense, sparse, targets: [Double]
    let cases: [Case]
  }

  static let record: Record = { try! TestFiles.decodeFixture("numeric-targets.json") }()

  static func matrix<Scalar: BLASScalar>(_ numbers: [Double], _: Scalar.Type) -> Matrix<Scalar> {
    Matrix(rows: 300, columns: numbers.count / 300, elements: numbers.map { Scalar($0) })
  }

  static func topology(_ known: Record.Case) throws -> NetworkTopology {
    NetworkTopology(
      known.sizes, hidden: .tanh, output: try #require(OutputLoss(rawValue: known.loss)))
  }

  static func features<Scalar: BLASScalar>(
    _ known: Record.Case, _: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    matrix(known.kind == "sparse" ? record.sparse : record.dense, Scalar.self)
  }

  static func targets<Scalar: BLASScalar>(
    _ known: Record.Case, _: Scalar.Type = Scalar.self
  ) -> ExampleTargets<Scalar> {
    known.kind == "numbers" ? .numbers(matrix(record.targets, Scalar.self)) : .features
  }

  static func objective<Scalar: BLASScalar>(
    _ known: Record.Case, _: Scalar.Type, targets: ExampleTargets<Scalar>? = nil,
    curvature: CurvatureMatrix = .hessian, threads: Int = 1
  ) throws -> NetworkObjective<Scalar> {
    NetworkObjective(
      topology: try topology(known), features: features(known),
      targets: targets ?? self.targets(known), regularization: 0.7, curvature: curvature,
      threads: threads)
  }

  static func expectValues<Scalar: BLASScalar>(
    _ known: Record.Case, _: Scalar.Type, tolerance: Double
  ) throws {
    var objective = try objective(known, Scalar.self, threads: 2)
    let point = known.parameters
    #expect(abs(objective.value(at: point.span) - known.cost) <= tolerance * known.cost)
    #expect(relativeDifference(objective.gradient(at: point), known.gradient) < tolerance)
    let errors = objective.targetErrors(at: point.span)
    #expect(abs(errors.squaredError - known.squaredError) <= tolerance * known.squaredError)
    #expect(abs(errors.crossEntropy - known.crossEntropy) <= tolerance * known.crossEntropy)
    #expect(errors.squaredErrorPerOutput == errors.squaredError / Double(known.sizes.last!))
    for (curvature, expected) in [
      (CurvatureMatrix.hessian, known.hessianProduct), (.gaussNewton, known.gaussNewtonProduct),
    ] {
      var objective = try Self.objective(known, Scalar.self, curvature: curvature, threads: 2)
      let product = objective.product(at: point, with: known.direction)
      #expect(relativeDifference(product, expected) < tolerance, "\(curvature)")
    }
  }

  @Test(arguments: record.cases)
  func agreesWithNumPy(known: Record.Case) throws {
    try Self.expectValues(known, Double.self, tolerance: 1e-13)
    try Self.expectValues(known, Float.self, tolerance: 2e-6)
  }

  @Test(arguments: record.cases)
  func gradientAgreesWithFiniteDifferences(known: Record.Case) throws {
    var generator = TestGenerator(state: 5)
    func expectConsistent<Scalar: BLASScalar>(_: Scalar.Type) throws {
      var objective = try Self.objective(known, Scalar.self)
      for point in [known.parameters, known.direction] {
        let check = checkGradient(
          of: &objective, at: point, over: .everyComponent, using: &generator)
        #expect(check.verdict == .consistent)
      }
    }
    try expectConsistent(Double.self)
    try expectConsistent(Float.self)
  }

  @Test(arguments: record.cases)
  func anyNumberOfThreadsGivesTheSameBits(known: Record.Case) throws {
    func expectSameBits<Scalar: BLASScalar>(_: Scalar.Type) throws {
      var one = try Self.objective(known, Scalar.self)
      for threads in [2, 3, 8] {
        var several = try Self.objective(known, Scalar.self, threads: threads)
        #expect(several.gradient(at: known.parameters) == one.gradient(at: known.parameters))
        #expect(
          several.product(at: known.parameters, with: known.direction)
            == one.product(at: known.parameters, with: known.direction))
        #expect(
          several.targetErrors(at: known.parameters.span)
            == one.targetErrors(at: known.parameters.span))
      }
    }
    try expectSameBits(Double.self)
    try expectSameBits(Float.self)
  }

  /// The features need no copy: they have the bits of targets that are a copy of them.
  @Test(arguments: record.cases.filter { $0.kind != "numbers" })
  func featuresAreTargetsWithoutACopy(known: Record.Case) throws {
    var own = try Self.objective(known, Double.self)
    var copied = try Self.objective(known, Double.self, targets: .numbers(Self.features(known)))
    #expect(own.gradient(at: known.parameters) == copied.gradient(at: known.parameters))
    #expect(
      own.value(at: known.parameters.span) == copied.value(at: known.parameters.span))
    #expect(
      own.product(at: known.parameters, with: known.direction)
        == copied.product(at: known.parameters, with: known.direction))
  }

  /// The cost over all examples is the mean of those over the blocks.
  @Test(arguments: record.cases)
  func blocksAddUp(known: Record.Case) throws {
    var all = try Self.objective(known, Double.self)
    #expect(all.blocks == 0..<2)
    var sum = 0.0
    for block in all.blocks {
      var part = all.overBlocks(block..<block + 1)
      sum += part.terms(at: known.parameters.span).data * Double(part.exampleCount)
    }
    let mean = all.terms(at: known.parameters.span).data
    #expect(abs(sum / 300 - mean) < 1e-14 * mean)
  }

  /// A class is the same target as its indicator.
  @Test(arguments: [OutputLoss.sigmoidCrossEntropy, .squaredError])
  func anIndicatorIsAClass(output: OutputLoss) {
    let problem = RandomProblem(hidden: .sigmoid, output: output)
    var indicators = Matrix<Double>(rows: problem.features.rows, columns: 3)
    for (example, index) in problem.classIndices.enumerated() { indicators[example, index] = 1 }
    var classes = problem.objective()
    var numbers = NetworkObjective(
      topology: problem.topology, features: problem.features, targets: .numbers(indicators),
      regularization: 0.7)
    let point = problem.parameters
    let costs = (classes.value(at: point.span), numbers.value(at: point.span))
    #expect(abs(costs.0 - costs.1) < 1e-14 * costs.0)
    #expect(relativeDifference(classes.gradient(at: point), numbers.gradient(at: point)) < 1e-14)
    #expect(
      relativeDifference(
        classes.product(at: point, with: problem.direction),
        numbers.product(at: point, with: problem.direction)) < 1e-13)
  }

  /// Neither saturated outputs nor single precision make the cross-entropy negative or inexact: where
  /// every output is right, e^−|z| is left.
  @Test(arguments: [1.0, 30, 80, 1e4])
  func confidentOutputsKeepTheirLoss(z: Double) {
    func cost<Scalar: BLASScalar>(_: Scalar.Type) -> Double {
      var objective = NetworkObjective<Scalar>(
        topology: NetworkTopology([2, 2]),
        features: Matrix(rows: 2, columns: 2, elements: [1, 0, 0, 1]), targets: .features,
        regularization: 0)
      // z = ±z for the targets 1 and 0.
      return objective.value(at: [-z, -z, 2 * z, 0, 0, 2 * z].span)
    }
    let expected = 2 * log1p(exp(-z))
    #expect(cost(Double.self) >= 0 && cost(Float.self) >= 0)
    #expect(abs(cost(Double.self) - expected) <= 1e-14 * expected)
    #expect(abs(cost(Float.self) - expected) <= 1e-5 * expected + 1e-40)
  }

  /// The assembled Gauss–Newton matrix multiplies as its product does.
  @Test(arguments: record.cases)
  func gaussNewtonMatrixIsItsProduct(known: Record.Case) throws {
    let matrix = try GaussNewtonSystemTests.matrix(
      of: Self.objective(known, Double.self), at: known.parameters)
    let product = GaussNewtonSystemTests.product(matrix, known.direction)
    #expect(relativeDifference(product, known.gaussNewtonProduct) < 1e-12)
  }

  /// A step of all examples in one mini-batch is a step against the gradient.
  @Test(arguments: record.cases)
  func aMiniBatchOfAllIsAStepAgainstTheGradient(known: Record.Case) throws {
    func expectStep<Scalar: BLASScalar>(_: Scalar.Type, tolerance: Double) throws {
      var engine = MiniBatchEngine<Scalar>(
        topology: try Self.topology(known), features: Self.features(known),
        targets: Self.targets(known), parameters: known.parameters, regularization: 0.7,
        batchSize: 400, update: .plain)
      let outcome = engine.step(examples: Array((0..<300).reversed())[...], learningRate: 0.5)
      let expected = zip(known.parameters, known.gradient).map { $0 - 0.5 * $1 }
      #expect(relativeDifference(engine.parameters, expected) < tolerance)
      let loss = known.loss == "squared-error" ? known.squaredError / 2 : known.crossEntropy
      #expect(abs(outcome.loss / 300 - loss) < tolerance * loss)
      #expect(outcome.correct == nil)
    }
    try expectStep(Double.self, tolerance: 1e-14)
    try expectStep(Float.self, tolerance: 1e-6)
  }

  /// With many outputs the Kronecker factors are estimates, of which the inverse still preconditions:
  /// it is positive definite, and has the same bits for any number of threads.
  @Test func factorsOfManyOutputsAreSampled() throws {
    var generator = TestGenerator(state: 2)
    let features = Matrix(
      rows: 900, columns: 120,
      elements: (0..<900 * 120).map { _ in Double.random(in: 0...1, using: &generator) })
    let topology = NetworkTopology([120, 4, 120], hidden: .tanh)
    let point = WeightInitializer.uniform(halfWidth: 0.3)
      .parameters(for: topology.parameterLayout, using: &generator)
    func direction(threads: Int) -> (step: [Double], slope: Double) {
      var objective = NetworkObjective(
        topology: topology, features: features, targets: .features, regularization: 1,
        threads: threads)
      let gradient = objective.gradient(at: point)
      let factors = objective.kroneckerFactors()
      let isPrepared = factors.prepare(
        at: point.span, iteration: 0, interruptedBy: StopToken())
      #expect(isPrepared)
      var step = gradient
      var span = step.mutableSpan
      factors.apply(to: &span)
      let moved = zip(point, step).map { $0 - 0.5 * $1 }
      #expect(objective.value(at: moved.span) < objective.value(at: point.span))
      return (step, zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 })
    }
    let one = direction(threads: 1)
    #expect(one.slope > 0)
    #expect(direction(threads: 3).step == one.step)
  }
}
