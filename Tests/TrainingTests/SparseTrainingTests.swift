import Datasets
import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Testing
import Training

/// Training on sparse rows gives the bits of training on the same elements with their zeros.
@Suite struct SparseTrainingTests {
  /// 900 × 210 with about 4 % nonzeros, stored zeros and empty rows among them, in three classes.
  static func datasets<Scalar: BLASScalar>(
    _: Scalar.Type
  ) -> (sparse: Dataset<Scalar>, dense: Dataset<Scalar>) {
    let (rows, columns) = (900, 210)
    var generator = SplitMix64(seed: 5)
    var (starts, indices, values) = ([0], [Int32](), [Scalar]())
    var classes: [Int] = []
    for row in 0..<rows {
      var sum = 0.0
      for column in 0..<columns where row % 50 != 7 && generator.next() % 25 == 0 {
        let value = generator.next() % 20 == 0 ? 0 : generator.nextNormal()
        indices.append(Int32(column))
        values.append(Scalar(value))
        sum += column % 3 == 0 ? value : -value
      }
      starts.append(values.count)
      classes.append(sum < -1 ? 0 : sum < 1 ? 1 : 2)
    }
    let sparse = Matrix(
      rows: rows, columns: columns, starts: starts, indices: indices, values: values)
    let dense = Matrix(rows: rows, columns: columns, elements: sparse.elements)
    func dataset(_ features: Matrix<Scalar>) -> Dataset<Scalar> {
      Dataset(
        features: features, classIndices: classes,
        encoding: LabelEncoding(labels: ["low", "middle", "high"]))
    }
    return (dataset(sparse), dataset(dense))
  }

  static let minimizers: [MinimizerKind] = [
    .kroneckerLBFGS, .lbfgs, .stochasticGradientDescent, .adam,
  ]

  @Test(arguments: minimizers, [5, 140])
  func sameBitsAsWithZeros(_ minimizer: MinimizerKind, hiddenUnits: Int) throws {
    try compare(Double.self, minimizer, hiddenUnits)
    try compare(Float.self, minimizer, hiddenUnits)
  }

  private func compare<Scalar: BLASScalar>(
    _: Scalar.Type, _ minimizer: MinimizerKind, _ hiddenUnits: Int
  ) throws {
    var configuration = TrainingConfiguration()
    configuration.hiddenUnits = [hiddenUnits]
    configuration.minimizer = minimizer
    configuration.stopping.maxIterations = 12
    configuration.miniBatches.epochs = 3
    configuration.miniBatches.batchSize = 32
    let (sparse, dense) = Self.datasets(Scalar.self)
    let models = try [sparse, dense].map { dataset in
      var trainer = Trainer(dataset, validation: dataset, configuration: configuration, threads: 2)
      return trainer.model(with: try trainer.run())
    }
    #expect(models[0].parametersSHA256 == models[1].parametersSHA256)
    let predictor = Predictor<Scalar>(
      topology: models[0].topology, parameters: models[0].parameters)
    #expect(predictor.outputs(for: sparse.features) == predictor.outputs(for: dense.features))
    #expect(
      models[0].parameters.contains { $0 != 0 } && models[0].parameters.allSatisfy(\.isFinite))
  }

  /// A checkpoint of sparse rows belongs to their elements.
  @Test func fingerprintDependsOnEveryElement() {
    let (dataset, _) = Self.datasets(Double.self)
    let configuration = TrainingConfiguration()
    let sparse = dataset.features
    var other = dataset
    other.features = sparse.gathering(columns: Array((0..<sparse.columns).reversed()))
    let fingerprint = Checkpoint.fingerprint(of: dataset, configuration: configuration)
    #expect(fingerprint == Checkpoint.fingerprint(of: dataset, configuration: configuration))
    #expect(fingerprint != Checkpoint.fingerprint(of: other, configuration: configuration))
  }
}
