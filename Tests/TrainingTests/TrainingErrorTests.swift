import NeuralNetwork
import Optimization
import Testing
import Training

/// What a trainer can't do is an error, never a trap.
@Suite struct TrainingErrorTests {
  private static func error(of configuration: TrainingConfiguration) -> TrainingError? {
    var trainer = Trainer(CheckpointTests.digits, configuration: configuration, threads: 1)
    do {
      _ = try trainer.run()
      return nil
    } catch {
      return error
    }
  }

  @Test func aMatrixThatIsTooLargeIsRefused() {
    var configuration = TrainingConfiguration()
    configuration.minimizer = .levenbergMarquardt
    configuration.hiddenUnits = [60]
    guard case .memory(.normalMatrixTooLarge(24_670, _, _))? = Self.error(of: configuration) else {
      Issue.record("the Gauss–Newton matrix takes 4.5 GiB")
      return
    }
  }

  /// A time limit that no clock can be moved by.
  @Test func aTimeLimitMayBeLongerThanAnyClockCounts() throws {
    var configuration = TrainingPreset.mnistSGD.configuration
    configuration.miniBatches.epochs = 1
    configuration.stopping.timeLimit = .seconds(Int64.max)
    var trainer = Trainer(CheckpointTests.digits, configuration: configuration, threads: 1)
    #expect(try trainer.run().stopReason == .iterationLimit)
  }
}
