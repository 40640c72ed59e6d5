import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Levenberg–Marquardt on the exercise, whose iterations take many seconds.
  @Suite struct LongIterationTests {
    let folder = TemporaryFolder()
    private static let options = ["train", "--data", TestFiles.digits, "--minimizer", "lm"]

    /// A limit without room for one iteration: a usage error before anything is trained.
    @Test func refusesALimitThatIsTooShort() throws {
      let outcome = try Tool.run(
        Self.options + ["--time-limit", "0.2", "--model", "model.mat"], in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.count == 1)
      let line = try #require(outcome.errorLines.first)
      #expect(
        line.hasPrefix("fullbatch: --time-limit 0.2: an iteration of lm takes at least about "))
      #expect(line.hasSuffix("(use --minimizer kronecker-lbfgs, or raise the limit)"))
      #expect(folder.contents.isEmpty)
    }

    @Test func saysHowLongAnIterationTakes() throws {
      let outcome = try Tool.run(Self.options + ["--max-iterations", "0", "--json"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("lm: at least about "))
      #expect(outcome.errorLines.first?.hasSuffix(" with a matrix of 10285 × 10285") == true)
      #expect(try outcome.keys().contains("predictedSecondsPerIteration"))
      let other = try Tool.run(
        ["train", "--data", TestFiles.digits, "--max-iterations", "0", "--json"], in: folder)
      #expect(try !other.keys().contains("predictedSecondsPerIteration"))
    }

    /// Ctrl-C within the first iteration: the start is kept, and can be gone on from.
    @Test func anInterruptionDoesNotWaitForTheIteration() throws {
      let run = try Tool.start(
        Self.options + ["--model", "model.mat", "--checkpoint", "state.mat", "--json"], in: folder)
      let deadline = Date(timeIntervalSinceNow: 60)
      while !run.errorsSoFar.contains("iteration    0"), run.process.isRunning, deadline > .now {
        Thread.sleep(forTimeInterval: 0.02)
      }
      Thread.sleep(forTimeInterval: 0.3)
      kill(run.process.processIdentifier, SIGINT)
      let signalled = Date.now
      let outcome = run.outcome()
      #expect(Date.now.timeIntervalSince(signalled) < 5)
      #expect(outcome.status == 75)
      let summary: TrainingDocument = try outcome.json()
      #expect(summary.stopReason == "observer" && summary.iterations == 0)
      #expect(summary.cost.isFinite && folder.contents == ["model.mat", "state.mat"])
      let cost = try Tool.run(
        ["cost", "--data", TestFiles.digits, "--weights", "model.mat", "--lambda", "1", "--json"],
        in: folder)
      #expect(try cost.json(CostDocument.self).cost == summary.cost)
      let resumed = try Tool.run(
        Self.options + ["--resume", "state.mat", "--max-iterations", "0", "--json"], in: folder)
      #expect(
        try resumed.json(TrainingDocument.self).parametersSHA256 == summary.parametersSHA256)
    }
  }
}
