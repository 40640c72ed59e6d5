import Foundation
import Testing

extension ToolTests {
  /// Ctrl-C: exit code 75, with all that was reached.
  @Suite struct InterruptionTests {
    let folder = TemporaryFolder()

    @Test(arguments: [SIGINT, SIGTERM])
    func keepsWhatWasReached(_ signal: Int32) throws {
      let run = try Tool.start(
        [
          "train", "--data", Sample.digits, "--hidden", "100", "--max-iterations", "1000000",
          "--gradient-tolerance", "0", "--lambda", "0.5", "--json", "--model", "model.mat",
          "--trace", "trace.jsonl",
        ], in: folder)
      // The first line of progress says that training is under way.
      let deadline = Date(timeIntervalSinceNow: 60)
      while run.errorsSoFar.isEmpty, run.process.isRunning, deadline > .now {
        Thread.sleep(forTimeInterval: 0.02)
      }
      Thread.sleep(forTimeInterval: 0.3)
      #expect(run.process.isRunning)
      kill(run.process.processIdentifier, signal)
      let outcome = run.outcome()

      #expect(outcome.status == 75, "\(outcome.errors)")
      #expect(folder.contents == ["model.mat", "trace.jsonl"])
      let summary: TrainingDocument = try outcome.json()
      #expect(!summary.converged)
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      #expect(folder.text("trace.jsonl").hasSuffix("}\n"))
      #expect(trace.last?.iteration == summary.iterations)
      #expect(trace.last?.cost == summary.cost)
      let cost = try Tool.run(
        ["cost", "--data", Sample.digits, "--weights", "model.mat", "--lambda", "0.5", "--json"],
        in: folder)
      #expect(try cost.json(CostDocument.self).cost == summary.cost)
    }
  }
}
