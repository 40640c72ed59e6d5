import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// `train --minimizer sgd` and `--preset`: epochs, what they print, and how they end.
  @Suite struct MiniBatchTests {
    let folder = TemporaryFolder()

    private static let mnist = TestFiles.packageRoot.appending(path: "data/mnist5k.pkl.gz").path()

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
      #expect(counts.allSatisfy { $0.1 == "500" }, "the validation digits are counted")
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
        ["--batch-size", "20"], ["--learning-rate", "0.5"], ["--hidden", "8"], ["--seed", "2"],
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
      ["--batch-size", "10"], ["--minimizer", "lbfgs", "--epochs", "3"],
      ["--minimizer", "sgd", "--batch-size", "0"], ["--minimizer", "sgd", "--epochs", "-1"],
      ["--minimizer", "sgd", "--learning-rate", "0"],
      ["--minimizer", "sgd", "--learning-rate", "inf"],
      ["--minimizer", "sgd", "--momentum", "1"], ["--minimizer", "sgd", "--nesterov"],
      ["--minimizer", "sgd", "--schedule", "step:2"],
      ["--minimizer", "sgd", "--gradient-tolerance", "0.1"],
      ["--minimizer", "sgd", "--schedule", "cosine:5:5"],
      ["--preset", "mnist"],
    ])
    func misuseIsUsage(_ options: [String]) throws {
      #expect(try train(options).status == 64)
    }

    /// The message names the option and the algorithms that have it.
    @Test(arguments: [
      (["--clip-norm", "1"], "--clip-norm is an option of --minimizer sgd, adam and adamw"),
      (["--beta1", "0.5"], "--beta1 is an option of --minimizer adam and adamw"),
      (
        ["--minimizer", "sgd", "--beta2", "0.5"],
        "--beta2 is an option of --minimizer adam and adamw"
      ),
      (
        ["--preset", "mnist-sgd", "--epsilon", "0.5"],
        "--epsilon is an option of --minimizer adam and adamw"
      ),
      (
        ["--minimizer", "lbfgs", "--uncorrected-epsilon"],
        "--uncorrected-epsilon is an option of --minimizer adam and adamw"
      ),
      (
        ["--minimizer", "adam", "--momentum", "0.5"],
        "--momentum does not apply to --minimizer adam"
      ),
      (
        ["--minimizer", "adamw", "--gradient-tolerance", "1"],
        "--gradient-tolerance does not apply to --minimizer adamw"
      ),
      (
        ["--minimizer", "adam", "--sample-sizes", "0.5"],
        "--sample-sizes does not apply to --minimizer adam"
      ),
      (["--minimizer", "adam", "--beta1", "1"], "--beta1 must be at least 0 and less than 1"),
      (["--minimizer", "adam", "--beta2", "nan"], "--beta2 must be at least 0 and less than 1"),
      (["--minimizer", "adam", "--epsilon", "0"], "--epsilon must be a finite number above 0"),
      (["--minimizer", "sgd", "--clip-norm", "0"], "--clip-norm must be a finite number above 0"),
    ])
    func misuseNamesTheOption(_ options: [String], _ message: String) throws {
      let outcome = try train(options)
      #expect(outcome.status == 64)
      #expect(outcome.errors.hasPrefix("fullbatch: \(message)"), "\(outcome.errors)")
    }

    @Test(arguments: ["adam", "adamw"])
    func adamTrains(_ minimizer: String) throws {
      let options = ["--minimizer", minimizer, "--lambda", "0.1", "--json", "-q"]
      let files = [
        "--model", "model.mat", "--trace", "trace.jsonl", "--report", "run.html", "--checkpoint",
        "state.mat",
      ]
      let document = try train(options + ["--epochs", "40"] + files).json(TrainingDocument.self)
      #expect(document.iterations == 40 && document.trainingAccuracy > 0.9)
      #expect(folder.contents == ["model.mat", "run.html", "state.mat", "trace.jsonl"])
      let lines = folder.text("trace.jsonl").split(separator: "\n")
      #expect(lines.count == 40 && lines.allSatisfy { $0.contains("\"learningRate\":0.001") })
      let model = try Tool.run(["inspect", "model.mat"], in: folder)
      #expect(model.output.contains("update"))
      // Each option of Adam changes the result.
      let short = options + ["--epochs", "1"]
      let plain = try train(short).json(TrainingDocument.self).parametersSHA256
      for change in [
        ["--beta1", "0.5"], ["--beta2", "0.5"], ["--epsilon", "0.1"], ["--uncorrected-epsilon"],
        ["--clip-norm", "0.01"], ["--batch-size", "64"], ["--schedule", "cosine:4:2"],
      ] {
        let changed = try train(short + change).json(TrainingDocument.self)
        #expect(changed.parametersSHA256 != plain, "\(change)")
      }
    }

    @Test(arguments: [
      ["--minimizer", "sgd", "--momentum", "0.5"], ["--minimizer", "adam", "--clip-norm", "0.1"],
      ["--minimizer", "adamw", "--schedule", "plateau:0.5:1:0.5", "--precision", "float"],
    ])
    func aCheckpointGoesOnToTheSameBits(_ algorithm: [String]) throws {
      let options = algorithm + ["--json", "-q"]
      let whole = try train(options + ["--epochs", "4"]).json(TrainingDocument.self)
      _ = try train(options + ["--epochs", "2", "--checkpoint", "state.mat"])
      let second = try train(options + ["--epochs", "4", "--resume", "state.mat"])
      #expect(try second.json(TrainingDocument.self).parametersSHA256 == whole.parametersSHA256)
      #expect(try train(options + ["--batch-size", "5", "--resume", "state.mat"]).status == 65)
    }

    /// The cost over all examples is in the line of an epoch, and in the trace.
    @Test func computesTheFullLossWhereItIsAskedFor() throws {
      let options = ["--minimizer", "sgd", "--epochs", "2", "--trace", "trace.jsonl"]
      let outcome = try train(options + ["--full-loss"])
      let lines = outcome.output.split(separator: "\n").filter { $0.hasPrefix("Epoch ") }
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains("   cost ") })
      #expect(folder.text("trace.jsonl").contains("\"exactCost\":"))
      _ = try train(options)
      #expect(!folder.text("trace.jsonl").contains("\"exactCost\":"))
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
      let options = ["--minimizer", "sgd", "--batch-size", "1", "--hidden", "300", "--json"]
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
      #expect(outcome.errors.contains("fullbatch: interrupted after 1 epoch; the result was saved"))
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
      #expect(!page.contains("stopReason"), "readers see the sentence")
    }

    /// A data set of nine examples to train on, and some to test the model with.
    private func writeIDX(testLabels: [UInt8]) throws {
      let files = FileManager.default
      try files.createDirectory(atPath: folder.path("idx"), withIntermediateDirectories: true)
      func write(_ name: String, _ labels: [UInt8]) throws {
        let count = UInt8(labels.count)
        let pixels = labels.flatMap { label in (0..<4).map { $0 == label ? 255 : 0 as UInt8 } }
        try folder.write(
          [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2] + pixels,
          to: "idx/\(name)-images-idx3-ubyte")
        try folder.write(
          [0, 0, 8, 1, 0, 0, 0, count] + labels, to: "idx/\(name)-labels-idx1-ubyte")
      }
      try write("train", [0, 1, 2, 0, 1, 2, 0, 1, 2])
      try write("t10k", testLabels)
    }

    /// A curve bears the name of the examples that it is of.
    @Test(arguments: [
      (["--validation-fraction", "0.4"], "Validation", "Test"), ([], "Test", "Validation"),
    ])
    func aCurveIsNamedForItsExamples(_ options: [String], _ shown: String, _ other: String) throws {
      try writeIDX(testLabels: [0, 1, 2, 2])
      let outcome = try Tool.run(
        [
          "train", "--data", "idx", "--minimizer", "sgd", "--epochs", "5", "--hidden", "3",
          "--report", "run.html", "--json", "--quiet",
        ] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let page = folder.text("run.html")
      #expect(page.contains("\(shown) accuracy vs. passes"))
      #expect(!page.contains("\(other) accuracy vs. passes"))
      let document = try outcome.json(TrainingDocument.self)
      #expect((document.validationAccuracy != nil) == (shown == "Validation"))
      #expect(document.testAccuracy != nil)
    }

    /// Which examples the mistakes are of: one whose label contradicts its picture is always wrong.
    @Test func theMistakesAreThoseOfHeldOutExamples() throws {
      try writeIDX(testLabels: [0, 1, 2])
      // The test pictures are those of 0, 1 and 2; one label now says otherwise.
      var labels = try folder.bytes("idx/t10k-labels-idx1-ubyte")
      let train = [
        "train", "--data", "idx", "--hidden", "4", "--lambda", "0.01", "--report", "run.html",
        "--quiet",
      ]
      let right = try Tool.run(train, in: folder)
      #expect(right.output.contains("training accuracy 100.00 %, test 100.00 %"), "\(right)")
      #expect(!folder.text("run.html").contains("Mistakes"))
      labels[8] = 1
      try folder.write(labels, to: "idx/t10k-labels-idx1-ubyte")
      #expect(try Tool.run(train, in: folder).status == 0)
      #expect(folder.text("run.html").contains("Mistakes on the test examples"))
      let exercise = try Tool.run(
        ["train", "--data", "idx", "--max-iterations", "0", "--report", "run.html", "--quiet"],
        in: folder)
      #expect(exercise.status == 0)
      #expect(folder.text("run.html").contains("Mistakes on the test examples"))
    }
  }
}
