import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Testing

/// A single output unit for two classes, whose target is the class, 0 or 1.
@Suite struct BinaryOutputTests {
  /// The cost and the gradient by NumPy, of plain matrix products in `Double`, with λ = 0.7, for the
  /// examples x_ij = sin(1 + i + 7j) and θ_k = sin k; tanh is the hidden activation.
  struct Known: CustomTestStringConvertible {
    let sizes: [Int]
    let loss: OutputLoss
    let cost: Double
    let gradient: [Double]
    let outputs: [Double]

    var testDescription: String { "\(sizes), \(loss)" }
    var topology: NetworkTopology { NetworkTopology(sizes, hidden: .tanh, output: loss) }
    var parameters: [Double] { gradient.indices.map { sin(Double($0)) } }

    func objective<Scalar: BLASScalar>(
      _: Scalar.Type, curvature: CurvatureMatrix = .hessian, threads: Int = 1
    ) -> NetworkObjective<Scalar> {
      NetworkObjective(
        topology: topology, features: BinaryOutputTests.features(Scalar.self),
        classIndices: BinaryOutputTests.classIndices, regularization: 0.7, curvature: curvature,
        threads: threads)
    }
  }

  static let classIndices = [0, 1, 1, 0, 1, 0]

  static func features<Scalar: BLASScalar>(_: Scalar.Type) -> Matrix<Scalar> {
    let numbers: [Double] = (0..<12).map { (index: Int) -> Double in
      let argument: Int = 1 + index / 2 + 7 * (index % 2)
      return sin(Double(argument))
    }
    return Matrix(rows: 6, columns: 2, elements: numbers.map(Scalar.init))
  }

  static let withoutHiddenUnits = [
    0.8330910278043637, 0.7576586489878293, 0.4071092423380699, 0.17564796642062064,
    0.21503955713165923, 0.536668242926099,
  ]
  static let withHiddenUnits = [
    0.3492978574185644, 0.445319657413789, 0.45883838032732643, 0.34853604857103665,
    0.2898757743118239, 0.29604300103521664,
  ]

  static let known = [
    Known(
      sizes: [2, 1], loss: .sigmoidCrossEntropy, cost: 1.0005198180689645,
      gradient: [-0.01246421906522636, 0.24264264685785705, 0.35907299832761846],
      outputs: withoutHiddenUnits),
    Known(
      sizes: [2, 1], loss: .squaredError, cost: 0.259478667464532,
      gradient: [-0.00756380448183946, 0.1160622220876211, 0.1520607306095227],
      outputs: withoutHiddenUnits),
    Known(
      sizes: [2, 3, 1], loss: .sigmoidCrossEntropy, cost: 0.9400336856928788,
      gradient: [
        0.07453507168584882, 0.11470131873862072, 0.06646605259941785, 0.011719886324770282,
        -0.03647612551650106, -0.07655472050622679, -0.08323071277658003, 0.04640658440868865,
        0.1065301872983156, -0.13534821348704051, -0.08862176968209413, -0.16497083419637898,
        -0.09936832995225842,
      ], outputs: withHiddenUnits),
    Known(
      sizes: [2, 3, 1], loss: .squaredError, cost: 0.3870949744734909,
      gradient: [
        0.018055545737778098, 0.02873151467848713, 0.016606428852938695, 0.017608710252410252,
        -0.07423672923818435, -0.10266431600359306, -0.04330129514699492, 0.07000160534198717,
        0.11342841622894612, -0.03288953399859985, -0.06935303431850728, -0.12774936624516411,
        -0.07083785104304255,
      ], outputs: withHiddenUnits),
  ]

  @Test(arguments: known)
  func agreesWithNumPy(_ known: Known) {
    func expect<Scalar: BLASScalar>(_: Scalar.Type, tolerance: Double) {
      var objective = known.objective(Scalar.self, threads: 2)
      #expect(
        abs(objective.value(at: known.parameters.span) - known.cost) <= tolerance * known.cost)
      #expect(
        relativeDifference(objective.gradient(at: known.parameters), known.gradient) < tolerance)
      let predictor = Predictor<Scalar>(topology: known.topology, parameters: known.parameters)
      let probabilities = predictor.probabilities(for: Self.features(Scalar.self))
      #expect(probabilities.columns == 2)
      let expected = known.outputs.flatMap { [1 - $0, $0] }
      #expect(relativeDifference(probabilities.elements.map(Double.init), expected) < tolerance)
      let predicted = known.outputs.map { $0 > 0.5 ? 1 : 0 }
      #expect(predictor.classIndices(for: Self.features(Scalar.self)) == predicted)
      #expect(objective.classIndices(at: known.parameters.span) == predicted)
    }
    expect(Double.self, tolerance: 1e-14)
    expect(Float.self, tolerance: 1e-6)
  }

  /// H v, and for the last layer alone G v, by central differences of the gradient.
  @Test(arguments: known)
  func hessianProductsAreDifferencesOfGradients(_ known: Known) {
    var objective = known.objective(Double.self)
    let (point, step) = (known.parameters, 1e-5)
    let direction = point.indices.map { cos(Double($0)) }
    func gradient(_ sign: Double) -> [Double] {
      objective.gradient(at: zip(point, direction).map { $0 + sign * step * $1 })
    }
    let expected = zip(gradient(1), gradient(-1)).map { ($0 - $1) / (2 * step) }
    #expect(relativeDifference(objective.product(at: point, with: direction), expected) < 1e-8)
    // Without hidden units, the Gauss–Newton matrix of the cross-entropy is the Hessian.
    if known.sizes.count == 2, known.loss == .sigmoidCrossEntropy {
      var gaussNewton = known.objective(Double.self, curvature: .gaussNewton)
      #expect(relativeDifference(gaussNewton.product(at: point, with: direction), expected) < 1e-8)
    }
  }

  @Test(arguments: known)
  func scoresOfMiniBatchesAndOfHeldOutExamplesAreTheSame(_ known: Known) throws {
    let correct = zip(known.outputs, Self.classIndices).count { ($0 > 0.5 ? 1 : 0) == $1 }
    var objective = NetworkObjective<Double>(
      topology: known.topology, features: Self.features(Double.self),
      classIndices: Self.classIndices, regularization: 0)
    let loss = objective.value(at: known.parameters.span)
    var heldOut = HeldOutExamples<Double>(
      features: Self.features(Double.self), targets: .classes(Self.classIndices),
      topology: known.topology)
    let evaluated = heldOut.scores(at: known.parameters.span)
    let scores = try #require(evaluated)
    #expect(scores.correctCount == correct && abs(scores.cost - loss) < 1e-14)
    var engine = MiniBatchEngine<Double>(
      topology: known.topology, features: Self.features(Double.self),
      targets: .classes(Self.classIndices), parameters: known.parameters, regularization: 0.7,
      batchSize: 6, update: .plain)
    let outcome = engine.step(examples: [5, 1, 0, 2, 4, 3], learningRate: 0.25)
    #expect(outcome.correct == correct && abs(outcome.loss - 6 * loss) < 1e-13)
    let expected = zip(known.parameters, known.gradient).map { $0 - 0.25 * $1 }
    #expect(relativeDifference(engine.parameters, expected) < 1e-14)
  }

  @Test func aSingleOutputHasTwoClassesUnlessThereIsOne() {
    #expect(NetworkTopology([3, 1]).classCount == 2)
    #expect(NetworkTopology([3, 1], output: .softmaxCrossEntropy).classCount == 1)
    #expect(NetworkTopology([3, 1], classCount: 1).classCount == 1)
    #expect(NetworkTopology([3, 2]).classCount == 2)
    #expect(NetworkTopology([3, 1]).hasBinaryOutput && !NetworkTopology([3, 2]).hasBinaryOutput)
  }
}
