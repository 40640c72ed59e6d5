import Foundation
import Testing

extension ToolTests {
  /// Ctrl-C: exit code 75, with all that was reached.
  @Suite struct InterruptionTests {
    let folder = TemporaryFolder()

    /// Starts a training without an end, and signals it when it is under way.
    private func interrupt(_ options: [String], by signal: Int32 = SIGINT) throws -> Tool.Outcome {
      let run = try Tool.start(
        [
          "train", "--data", Sample.digits, "--hidden", "100", "--max-iterations", "1000000",
          "--gradient-tolerance", "0", "--lambda", "0.5", "--json",
        ] + options, in: folder)
      // The first line of progress says that training is under way.
      let deadline = Date(timeIntervalSinceNow: 60)
      while run.errorsSoFar.isEmpty, run.process.isRunning, deadline > .now {
        Thread.sleep(forTimeInterval: 0.02)
      }
      Thread.sleep(forTimeInterval: 0.3)
      #expect(run.process.isRunning)
      kill(run.process.processIdentifier, signal)
      return run.outcome()
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func keepsWhatWasReached(_ signal: Int32) throws {
      let outcome = try interrupt(
        ["--model", "model.mat", "--trace", "trace.jsonl"], by: signal)

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

    @Test(arguments: [
      (["--checkpoint", "state.mat"], "(go on with --resume state.mat)"),
      (["--model", "model.mat"], "(give --checkpoint to go on from it another time)"),
      ([], "(give --model, or --checkpoint to go on from)"),
    ])
    func saysHowToGoOn(_ options: [String], _ remedy: String) throws {
      let outcome = try interrupt(options)
      #expect(outcome.status == 75)
      let line = try #require(outcome.errorLines.last)
      #expect(line.hasPrefix("fullbatch: interrupted after ") && line.hasSuffix(remedy))
    }

    /// The default minimizer is on a fifth of the examples when it has just begun.
    @Test func goesOnToTheSameBits() throws {
      let outcome = try interrupt(["--checkpoint", "state.mat"])
      let reached = try outcome.json(TrainingDocument.self).iterations
      let rest = [
        "train", "--data", Sample.digits, "--hidden", "100", "--lambda", "0.5",
        "--gradient-tolerance", "0", "--max-iterations", "\(reached + 3)", "--json", "--quiet",
      ]
      let resumed = try Tool.run(rest + ["--resume", "state.mat"], in: folder)
      let whole = try Tool.run(rest, in: folder)
      #expect(
        try resumed.json(TrainingDocument.self).parametersSHA256
          == whole.json(TrainingDocument.self).parametersSHA256)
    }
  }
}
