import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `--resume`: a run goes on with its own options, and its records say so.
  @Suite struct ResumptionTests {
    let folder = TemporaryFolder()

    /// Runs `train` on six examples.
    private func train(_ options: [String]) throws -> Tool.Outcome {
      try folder.write(Sample.dataset(), to: "d.mat")
      return try Tool.run(["train", "--data", "d.mat", "--json", "--quiet"] + options, in: folder)
    }

    /// The options of a run by a full-batch minimizer, none of them the default.
    static let fullBatch = [
      "--minimizer", "lbfgs", "--hidden", "3", "--activation", "tanh", "--loss",
      "softmax-cross-entropy", "--lambda", "0.5", "--init", "glorot", "--output-biases", "random",
      "--seed", "7", "--precision", "float", "--sample-sizes", "1", "--validation-fraction", "0.4",
    ]
    /// The options of a run by mini-batches, none of them the default.
    static let miniBatches = [
      "--minimizer", "sgd", "--hidden", "3", "--batch-size", "2", "--learning-rate", "0.25",
      "--schedule", "inverse:0.5", "--momentum", "0.5", "--nesterov", "--no-shuffle", "--seed", "7",
    ]

    /// The options of a run of AdamW, none of them the default.
    static let adamW = [
      "--minimizer", "adamw", "--hidden", "3", "--batch-size", "2", "--learning-rate", "0.25",
      "--schedule", "plateau:0.5:1:9", "--clip-norm", "0.5", "--beta1", "0.8", "--beta2", "0.99",
      "--epsilon", "1e-4", "--uncorrected-epsilon",
    ]

    /// What a run is begun with, and an option that a run that goes on can't change.
    static let changes: [(run: [String], change: [String], own: String)] = [
      (fullBatch, ["--seed", "2"], "--seed 7, not 2"),
      (fullBatch, ["--minimizer", "cg"], "--minimizer lbfgs, not cg"),
      (fullBatch, ["--hidden", "4"], "--hidden 3, not 4"),
      (fullBatch, ["--activation", "relu"], "--activation tanh, not relu"),
      (fullBatch, ["--loss", "squared-error"], "--loss softmax-cross-entropy, not squared-error"),
      (fullBatch, ["--lambda", "1"], "--lambda 0.5, not 1.0"),
      (fullBatch, ["--init", "uniform"], "--init glorot, not uniform"),
      (fullBatch, ["--init", "0.5"], "--init glorot, not 0.5"),
      (
        fullBatch, ["--output-biases", "class-frequencies"],
        "--output-biases random, not class-frequencies"
      ),
      (fullBatch, ["--sample-sizes", "0.5"], "--sample-sizes 1.0, not 0.5,1.0"),
      (fullBatch, ["--precision", "double"], "--precision float, not double"),
      (fullBatch, ["--validation-fraction", "0.2"], "--validation-fraction 0.4, not 0.2"),
      (fullBatch, ["--validation", "d.mat"], "--validation-fraction 0.4, not none"),
      (fullBatch, ["--preset", "ex4"], "--minimizer lbfgs, not kronecker-lbfgs"),
      (miniBatches, ["--validation-fraction", "0.4"], "--validation-fraction none, not 0.4"),
      (miniBatches, ["--batch-size", "3"], "--batch-size 2, not 3"),
      (miniBatches, ["--learning-rate", "1"], "--learning-rate 0.25, not 1.0"),
      (miniBatches, ["--schedule", "constant"], "--schedule inverse:0.5, not constant"),
      (miniBatches, ["--momentum", "0.5"], "--momentum 0.5 nesterov, not 0.5"),
      (["--minimizer", "sgd"], ["--no-shuffle"], "--no-shuffle no, not yes"),
      (["--minimizer", "sgd"], ["--momentum", "0.5"], "--momentum none, not 0.5"),
      (["--minimizer", "sgd"], ["--clip-norm", "0.5"], "--clip-norm none, not 0.5"),
      (["--minimizer", "sgd"], ["--minimizer", "adam"], "--minimizer sgd, not adam"),
      (adamW, ["--minimizer", "adam"], "--minimizer adamw, not adam"),
      (adamW, ["--clip-norm", "1"], "--clip-norm 0.5, not 1.0"),
      (adamW, ["--beta1", "0.9"], "--beta1 0.8, not 0.9"),
      (adamW, ["--beta2", "0.9"], "--beta2 0.99, not 0.9"),
      (adamW, ["--epsilon", "1"], "--epsilon 0.0001, not 1.0"),
      (["--minimizer", "adam"], ["--uncorrected-epsilon"], "--uncorrected-epsilon no, not yes"),
    ]

    @Test(arguments: changes)
    func anOptionOfAnotherRunIsRefused(
      _ run: [String], _ change: [String], _ own: String
    ) throws {
      let first = try train(run + ["--max-iterations", "2", "--checkpoint", "c.mat"])
      try #require(first.status == 0, "\(first.errors)")
      let outcome = try train(
        change + ["--max-iterations", "4", "--resume", "c.mat", "--model", "m.mat"])
      #expect(outcome.status == 65, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorLines.count == 1)
      #expect(
        outcome.errors.hasPrefix("fullbatch: c.mat: belongs to a run with \(own) ("),
        "\(outcome.errors)")
      #expect(!folder.contents.contains("m.mat"))
    }

    /// What is not given is the checkpoint's, and so are the bits and the records.
    @Test(arguments: [fullBatch, miniBatches, adamW, ["--hidden", "0", "--seed", "3"], []])
    func whatIsNotGivenIsTheCheckpoints(_ options: [String]) throws {
      let whole = try train(options + ["--max-iterations", "6", "--model", "whole.mat"])
      #expect(whole.status == 0, "\(whole.errors)")
      _ = try train(options + ["--max-iterations", "3", "--checkpoint", "c.mat"])
      for given in [[], options] {
        let resumed = try train(
          given + [
            "--max-iterations", "6", "--resume", "c.mat", "--model", "m.mat", "--threads", "2",
            "--report", "r.html",
          ])
        #expect(resumed.status == 0, "\(resumed.errors)")
        let (document, expected) = try (
          resumed.json(TrainingDocument.self), whole.json(TrainingDocument.self)
        )
        #expect(document.seed == expected.seed)
        #expect(document.parametersSHA256 == expected.parametersSHA256)
        #expect(document.validationAccuracy == expected.validationAccuracy)
        #expect(document.cost == expected.cost)
        #expect(
          try folder.bytes("m.mat").dropFirst(128) == folder.bytes("whole.mat").dropFirst(128))
      }
    }

    @Test func aRunOnOtherDataIsRefused() throws {
      _ = try train(["--max-iterations", "2", "--checkpoint", "c.mat"])
      try folder.write(Sample.dataset(X: Sample.features(row: 1, column: 1, 9)), to: "other.mat")
      let outcome = try Tool.run(
        ["train", "--data", "other.mat", "--resume", "c.mat", "--quiet"], in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.errors.hasPrefix("fullbatch: c.mat: belongs to a run on other data ("))
    }
  }
}
