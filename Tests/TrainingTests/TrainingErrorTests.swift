import NeuralNetwork
import Optimization
import Testing
import Training

/// What a trainer can't do is an error, never a trap.
@Suite struct TrainingErrorTests {
  private static func error(of plan: TrainingPlan) -> TrainingError? {
    var trainer = Trainer(CheckpointTests.digits, plan: plan, threads: 1)
    do {
      _ = try trainer.run()
      return nil
    } catch {
      return error
    }
  }

  @Test func aPlanWithMiniBatchesIsRefused() {
    for preset in [TrainingPreset.mnistSGD, .textDigits] {
      #expect(Self.error(of: preset.plan) == .miniBatchPlan)
    }
  }

  @Test func aMatrixThatIsTooLargeIsRefused() {
    var plan = TrainingPlan()
    plan.minimizer = .levenbergMarquardt
    plan.hiddenUnits = [60]
    guard case .memory(.normalMatrixTooLarge(24_670, _, _))? = Self.error(of: plan) else {
      Issue.record("the Gauss–Newton matrix takes 4.5 GiB")
      return
    }
  }

  /// A time limit that no clock can be moved by.
  @Test func aTimeLimitMayBeLongerThanAnyClockCounts() {
    var plan = TrainingPreset.mnistSGD.plan
    plan.miniBatches.epochs = 1
    plan.stopping.timeLimit = .seconds(Int64.max)
    var trainer = MiniBatchTrainer(CheckpointTests.digits, plan: plan, threads: 1)
    #expect(trainer.run().stopReason == .iterationLimit)
  }
}
