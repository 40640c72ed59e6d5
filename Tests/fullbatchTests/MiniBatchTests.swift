import Foundation
import Testing

extension ToolTests {
  /// `train --minimizer sgd` and `--preset`: epochs, what they print, and how they end.
  @Suite struct MiniBatchTests {
    let folder = TemporaryFolder()

    private static let mnist = Sample.packageRoot.appending(path: "data/mnist5k.pkl.gz").path()

    private func train(_ options: [String]) throws -> Tool.Outcome {
      try Tool.run(["train", "--data", Self.mnist] + options, in: folder)
    }

    @Test func aPresetPrintsALineAnEpoch() throws {
      let outcome = try train(["--preset", "mnist-sgd", "--epochs", "3"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n").filter { $0.hasPrefix("Epoch ") }
      let counts = lines.compactMap { line in
        line.prefixMatch(of: /Epoch (\d+): (\d+) \/ (\d+)/).map { (Int($0.1), $0.3) }
      }
      #expect(counts.map(\.0) == [1, 2, 3])
      #expect(counts.allSatisfy { $0.1 == "500" }, "the test digits are counted")
      #expect(outcome.output.contains("784-30-10"))
    }

    @Test func theDocumentCountsEpochs() throws {
      let outcome = try train([
        "--preset", "mnist-sgd", "--epochs", "2", "--json", "--trace", "trace.jsonl",
      ])
      let document = try outcome.json(TrainingDocument.self)
      #expect(document.iterations == 2)
      #expect(document.evaluations.gradients == 2)
      #expect(document.stopReason == "iterationLimit" && !document.converged)
      #expect(folder.text("trace.jsonl").split(separator: "\n").count == 2)
    }

    @Test func whatIsGivenBesideAPresetWins() throws {
      let preset = ["--preset", "mnist-sgd", "--epochs", "1", "--json", "-q"]
      let plain = try train(preset).json(TrainingDocument.self)
      for change in [
        ["--batch", "20"], ["--learning-rate", "0.5"], ["--hidden", "8"], ["--seed", "2"],
        ["--momentum", "0.5"], ["--momentum", "0.5", "--nesterov"], ["--no-shuffle"],
        ["--lambda", "1"], ["--init", "glorot"],
      ] {
        let changed = try train(preset + change).json(TrainingDocument.self)
        #expect(changed.parametersSHA256 != plain.parametersSHA256, "\(change)")
      }
      let again = try train(preset).json(TrainingDocument.self)
      #expect(again.parametersSHA256 == plain.parametersSHA256)
      let minimizer = try train(["--preset", "mnist-sgd", "--minimizer", "lbfgs", "-q"])
      #expect(minimizer.status == 0 && !minimizer.output.contains("epochs"))
    }

    @Test func theModelsCostIsTheSummarys() throws {
      let document = try train([
        "--minimizer", "sgd", "--epochs", "2", "--lambda", "0.7", "--json", "--model", "model.mat",
        "--plot", "cost.svg",
      ]).json(TrainingDocument.self)
      let cost = try Tool.run(
        [
          "cost", "--data", Self.mnist, "--weights", "model.mat", "--lambda", "0.7", "--json",
        ], in: folder)
      #expect(try cost.json(CostDocument.self).cost == document.cost)
      #expect(folder.text("cost.svg").contains("</svg>"))
    }

    @Test(arguments: [
      ["--batch", "10"], ["--minimizer", "lbfgs", "--epochs", "3"],
      ["--minimizer", "sgd", "--batch", "0"], ["--minimizer", "sgd", "--epochs", "-1"],
      ["--minimizer", "sgd", "--learning-rate", "0"],
      ["--minimizer", "sgd", "--learning-rate", "inf"],
      ["--minimizer", "sgd", "--momentum", "1"], ["--minimizer", "sgd", "--nesterov"],
      ["--minimizer", "sgd", "--schedule", "step:2"],
      ["--minimizer", "sgd", "--gradient-tolerance", "0.1"],
      ["--preset", "mnist"],
    ])
    func misuseIsUsage(_ options: [String]) throws {
      #expect(try train(options).status == 64)
    }

    @Test func aCheckpointGoesOnToTheSameBits() throws {
      let options = ["--minimizer", "sgd", "--momentum", "0.5", "--json", "-q"]
      let whole = try train(options + ["--epochs", "4"]).json(TrainingDocument.self)
      _ = try train(options + ["--epochs", "2", "--checkpoint", "state.mat"])
      let second = try train(options + ["--epochs", "4", "--resume", "state.mat"])
      #expect(try second.json(TrainingDocument.self).parametersSHA256 == whole.parametersSHA256)
      #expect(try train(options + ["--batch", "5", "--resume", "state.mat"]).status == 65)
    }

    @Test func divergenceIsANumericalFailure() throws {
      let outcome = try train([
        "--minimizer", "sgd", "--activation", "relu", "--loss", "softmax-cross-entropy",
        "--learning-rate", "1e120", "--model", "model.mat", "--json",
      ])
      #expect(outcome.status == 2)
      #expect(try outcome.json(TrainingDocument.self).stopReason == "diverged")
      #expect(folder.contents.contains("model.mat"))
    }

    /// In the second epoch, which alone would take most of a second.
    @Test func anInterruptionEndsWithinAnEpochWhatCanBeResumed() throws {
      let options = ["--minimizer", "sgd", "--batch", "1", "--hidden", "300", "--json"]
      let run = try Tool.start(
        [
          "train", "--data", Self.mnist, "--epochs", "1000000", "--model", "model.mat",
          "--trace", "trace.jsonl", "--checkpoint", "state.mat",
        ] + options, in: folder)
      let deadline = Date(timeIntervalSinceNow: 60)
      while run.errorsSoFar.isEmpty, run.process.isRunning, deadline > .now {
        Thread.sleep(forTimeInterval: 0.02)
      }
      #expect(run.process.isRunning)
      kill(run.process.processIdentifier, SIGINT)
      let outcome = run.outcome()
      #expect(outcome.status == 75)
      let document = try outcome.json(TrainingDocument.self)
      #expect(document.stopReason == "observer" && document.iterations == 1)
      #expect(outcome.errors.contains("fullbatch: interrupted after 1 epoch; what was reached"))
      #expect(folder.contents == ["model.mat", "state.mat", "trace.jsonl"])
      #expect(folder.text("trace.jsonl").split(separator: "\n").count == 1)
      let first = try train(options + ["--epochs", "1"]).json(TrainingDocument.self)
      #expect(first.parametersSHA256 == document.parametersSHA256)
      let whole = try train(options + ["--epochs", "2"]).json(TrainingDocument.self)
      let resumed = try train(options + ["--epochs", "2", "--resume", "state.mat"])
      #expect(try resumed.json(TrainingDocument.self).parametersSHA256 == whole.parametersSHA256)
    }

    @Test func reportsTheCostAndTheHeldOutExamples() throws {
      let outcome = try Tool.run(
        [
          "train", "--preset", "mnist-sgd", "--data", Self.mnist, "--epochs", "1", "--json",
          "--quiet",
          "--report", "run.html",
        ], in: folder)
      let cost = try outcome.json(TrainingDocument.self).cost
      let page = folder.text("run.html")
      #expect(page.contains("<h1>784-30-10 on mnist5k.pkl.gz</h1>"))
      #expect(page.contains(String(format: "%.6f", cost)), "\(cost), and not the mean loss")
      for name in ["training", "validation", "test"] {
        #expect(page.contains("Scores on the \(name) examples"))
      }
      #expect(!page.contains("stopReason"), "people read the sentence")
    }
  }
}
