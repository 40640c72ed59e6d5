import Datasets
import LinearAlgebra
import Optimization
import Testing
import Training

@Suite struct TrainerSlopeCheckTests {
  static func trainer<Scalar: BLASScalar>(
    _ minimizer: MinimizerKind, seed: UInt64, _: Scalar.Type
  ) -> Trainer<Scalar> {
    var configuration = CheckpointTests.configuration(minimizer, iterations: 4)
    configuration.seed = seed
    let digits = CheckpointTests.digits
    let dataset = Dataset<Scalar>(
      features: Matrix(
        rows: digits.features.rows, columns: digits.features.columns,
        elements: digits.features.elements.map { Scalar($0) }),
      classIndices: digits.classIndices, encoding: digits.encoding)
    return Trainer(dataset, configuration: configuration, threads: 1)
  }

  @Test func theExercisesGradientIsConsistentInBothPrecisions() {
    for seed in UInt64(1)...30 {
      var double = Self.trainer(.lbfgs, seed: seed, Double.self)
      #expect(!double.checkSlope().isInconsistent)
      var float = Self.trainer(.lbfgs, seed: seed, Float.self)
      #expect(!float.checkSlope().isInconsistent)
    }
  }

  /// The check leaves no trace in the run that follows.
  @Test(arguments: [MinimizerKind.kroneckerLBFGS, .lbfgs, .truncatedNewton])
  func aCheckChangesNothing(_ minimizer: MinimizerKind) throws {
    var plain = Self.trainer(minimizer, seed: 1, Double.self)
    var checked = Self.trainer(minimizer, seed: 1, Double.self)
    _ = checked.checkSlope()
    let (expected, result) = (try plain.run(), try checked.run())
    #expect(result.parameters == expected.parameters)
    #expect(result.evaluations == expected.evaluations)
  }
}
