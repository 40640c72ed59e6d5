import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Ctrl-C: exit code 75, with all that was reached.
  @Suite struct InterruptionTests {
    let folder = TemporaryFolder()

    /// Starts a training without an end, and signals it when it is under way.
    private func interrupt(_ options: [String], by signal: Int32 = SIGINT) throws -> Tool.Outcome {
      try interrupt(options) { kill($0, signal) }
    }

    private func interrupt(
      _ options: [String], _ signal: (pid_t) -> Void
    ) throws -> Tool.Outcome {
      let run = try Tool.start(
        [
          "train", "--data", TestFiles.digits, "--hidden", "100", "--max-iterations", "1000000",
          "--gradient-tolerance", "0", "--lambda", "0.5", "--json",
        ] + options, in: folder)
      // The first line of progress says that training is under way.
      let deadline = Date(timeIntervalSinceNow: 60)
      while run.errorsSoFar.isEmpty, run.process.isRunning, deadline > .now {
        Thread.sleep(forTimeInterval: 0.02)
      }
      Thread.sleep(forTimeInterval: 0.3)
      #expect(run.process.isRunning)
      signal(run.process.processIdentifier)
      return run.outcome()
    }

    /// One wish that arrives twice, as that of `timeout` does.
    @Test(
      arguments: [
        (SIGINT, SIGINT, 0.01), (SIGTERM, SIGTERM, 0.01), (SIGINT, SIGTERM, 0.01),
        (SIGINT, SIGINT, 0), (SIGINT, SIGINT, 0.002), (SIGINT, SIGINT, 0.05), (SIGINT, SIGINT, 0.2),
      ] as [(Int32, Int32, Double)])
    func aSignalThatArrivesTwiceLosesNothing(
      _ first: Int32, _ second: Int32, _ pause: Double
    ) throws {
      let outcome = try interrupt(["--model", "model.mat", "--checkpoint", "state.mat"]) {
        kill($0, first)
        Thread.sleep(forTimeInterval: pause)
        kill($0, second)
      }
      #expect(outcome.status == 75, "\(outcome.errors)")
      try expectWholeFiles(of: outcome)
    }

    @Test(.requires(ExternalProgram("timeout")), arguments: 1...5)
    func timeoutLosesNothing(_ attempt: Int) throws {
      let outcome = try Tool.run(
        [
          "timeout", "--preserve-status", "-s", "INT", "1", try #require(Tool.path), "train",
          "--data", TestFiles.digits, "--hidden", "100", "--max-iterations", "1000000",
          "--gradient-tolerance", "0", "--lambda", "0.5", "--json", "--model", "model.mat",
          "--checkpoint", "state.mat",
        ], in: folder, program: "/usr/bin/env")
      #expect(outcome.status == 75, "\(outcome.errors)")
      try expectWholeFiles(of: outcome)
    }

    /// Expects the model of the outcome, and a checkpoint that can be gone on from.
    private func expectWholeFiles(of outcome: Tool.Outcome) throws {
      #expect(folder.contents == ["model.mat", "state.mat"])
      let summary: TrainingDocument = try outcome.json()
      let cost = try Tool.run(
        [
          "cost", "--data", TestFiles.digits, "--weights", "model.mat", "--lambda", "0.5", "--json",
        ],
        in: folder)
      #expect(try cost.json(CostDocument.self).cost == summary.cost)
      let resumed = try Tool.run(
        [
          "train", "--data", TestFiles.digits, "--hidden", "100", "--lambda", "0.5", "--resume",
          "state.mat", "--gradient-tolerance", "0", "--max-iterations", "\(summary.iterations)",
          "--json", "--quiet",
        ], in: folder)
      #expect(try resumed.json(TrainingDocument.self).iterations == summary.iterations)
    }

    /// Stopped meanwhile, so that the run does not end before the second signal.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "no /proc"))
    func aSecondSignalLaterEndsTheProcessAtOnce() throws {
      let outcome = try interrupt(["--model", "model.mat"]) { process in
        kill(process, SIGINT)
        // Until the first has been taken: a second one that waits with it would be the same.
        while hasPendingSignals(process) {}
        kill(process, SIGSTOP)
        Thread.sleep(forTimeInterval: 0.7)
        kill(process, SIGINT)
        kill(process, SIGCONT)
      }
      #expect(outcome.status == -SIGINT)
    }

    private func hasPendingSignals(_ process: pid_t) -> Bool {
      let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      return status?.contains(/ShdPnd:\s*0*[1-9a-f]/) ?? false
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
        [
          "cost", "--data", TestFiles.digits, "--weights", "model.mat", "--lambda", "0.5", "--json",
        ],
        in: folder)
      #expect(try cost.json(CostDocument.self).cost == summary.cost)
    }

    @Test(arguments: [
      (["--checkpoint", "state.mat"], "(resume with --resume state.mat)"),
      (["--model", "model.mat"], "(give --checkpoint to be able to resume)"),
      ([], "(give --model, or --checkpoint to resume later)"),
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
        "train", "--data", TestFiles.digits, "--hidden", "100", "--lambda", "0.5",
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
