import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `train` on the exercise's digits: what it counts, writes and promises.
  @Suite struct TrainCommandTests {
    let folder = TemporaryFolder()

    private func train(_ options: [String]) throws -> TrainingDocument {
      let outcome = try Tool.run(
        ["train", "--data", TestFiles.digits, "--json", "--quiet"] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try outcome.json()
    }

    @Test func reachesTheExercisesAimFromSeedOne() throws {
      let document = try train(["--seed", "1", "--max-iterations", "400"])
      #expect(document.cost < 0.32)
      #expect(document.trainingAccuracy > 0.99)
      #expect(document.iterations <= 400)
    }

    @Test func countsIterationsAndEvaluations() throws {
      let document = try train(["--max-iterations", "5", "--trace", "trace.jsonl"])
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      #expect(document.iterations == 5)
      #expect(document.evaluations.values == trace.last?.evaluations)
      #expect(document.evaluations.gradients == document.evaluations.values)
      #expect(document.evaluations.hessianProducts == 0)
      #expect(!document.converged)
      #expect(!document.stopReason.isEmpty)
      #expect(document.seed == 1)
    }

    @Test func startsAtTheStart() throws {
      let document = try train(["--max-iterations", "0"])
      #expect(document.iterations == 0)
      #expect(document.evaluations.values == 1)
      #expect(document.cost > 3, "who knows class frequencies only pays 10 H(1/10) = 3.25")
    }

    @Test func keepsToALimitOfEvaluations() throws {
      let document = try train(["--max-evaluations", "7"])
      #expect((5...7).contains(document.evaluations.values))
      #expect(!document.converged)
    }

    @Test func stopsAtATargetCost() throws {
      let document = try train(["--target-cost", "2", "--max-iterations", "400"])
      #expect(document.cost <= 2)
      #expect(document.cost > 0.5, "it would have gone on")
    }

    @Test func givesEachReasonToStopANameOfItsOwn() throws {
      let reasons = try [
        ["--max-iterations", "2"], ["--max-evaluations", "3"], ["--target-cost", "6"],
        ["--gradient-tolerance", "0.3"],
      ].map { try train($0).stopReason }
      #expect(Set(reasons).count == reasons.count, "\(reasons)")
    }

    @Test func hasTheSameBitsOnAnyNumberOfThreads() throws {
      let documents = try [1, 2, 3, 8].map { threads in
        try train(["--max-iterations", "5", "--threads", "\(threads)"])
      }
      for document in documents {
        #expect(document.parametersSHA256 == documents[0].parametersSHA256)
        #expect(document.cost == documents[0].cost)
        #expect(document.evaluations == documents[0].evaluations)
      }
      #expect(documents[0].parametersSHA256.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    }

    @Test func repeatsItselfFromTheSameSeedOnly() throws {
      let digests = try ["1", "1", "2", "3"].map { seed in
        try train(["--max-iterations", "3", "--seed", seed]).parametersSHA256
      }
      #expect(digests[0] == digests[1])
      #expect(Set(digests).count == 3)
    }

    @Test(arguments: ["lbfgs", "cg", "fmincg", "tn"])
    func lowersTheCostWithEveryMinimizer(_ minimizer: String) throws {
      let options = ["--minimizer", minimizer, "--max-iterations", "6", "--trace", "trace.jsonl"]
      let document = try train(options)
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      #expect(document.iterations == 6)
      #expect(try document.cost < #require(trace.first?.cost))
      #expect(trace.last?.cost == document.cost)
      #expect((document.evaluations.hessianProducts > 0) == (minimizer == "tn"))
    }

    @Test func computesInSinglePrecision() throws {
      let start = ["--max-iterations", "0"]
      let double = try train(start).cost
      let single = try train(start + ["--precision", "float"]).cost
      #expect(single != double)
      #expect(abs(single - double) < 1e-5 * double)
    }

    @Test func measuresTheModelOnAValidationSet() throws {
      let document = try train(["--max-iterations", "5", "--validation", TestFiles.digits])
      #expect(document.validationAccuracy == document.trainingAccuracy)
    }

    @Test func tracesEveryIteration() throws {
      let document = try train(["--max-iterations", "8", "--trace", "trace.jsonl"])
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      #expect(trace.map(\.iteration).suffix(8) == [1, 2, 3, 4, 5, 6, 7, 8])
      #expect(trace.last?.cost == document.cost)
      for (before, after) in zip(trace, trace.dropFirst()) {
        #expect(after.cost < before.cost)
        #expect(after.evaluations > before.evaluations)
        #expect(after.seconds >= before.seconds)
        #expect(after.step > 0)
        #expect(after.gradientNorm > 0)
      }
      #expect(folder.contents == ["trace.jsonl"], "no file beside the target is left")
    }

    /// On a sample an evaluation counts its share; what is written of the cost is over all
    /// examples.
    @Test(
      arguments: [
        ([], 256, 0), (["--sample-sizes", "0.4,1"], 2048, 2048),
        (["--sample-sizes", "1"], 5000, 5000),
      ]
        as [([String], Double, Double)])
    func beginsOnASample(options: [String], examples: Double, evaluated: Double) throws {
      let document = try train(options + ["--max-iterations", "3", "--trace", "trace.jsonl"])
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      #expect(trace.dropLast().allSatisfy { $0.share == examples / 5000 })
      #expect(trace.first?.evaluations == evaluated / 5000)
      #expect(trace.last?.share == 1 && trace.last?.cost == document.cost)
      let start = try train(options + ["--max-iterations", "0"])
      #expect(start.evaluations.values == 1 && start.cost == trace.first?.cost)
    }

    /// On a sample an evaluation counts some m-ths of one, and so does any number of them.
    @Test func countsEvaluationsWithoutRoundingErrors() throws {
      let document = try train(["--max-iterations", "40", "--trace", "trace.jsonl"])
      let trace: [TraceLine] = try folder.lines("trace.jsonl")
      for count in trace.map(\.evaluations) + [document.evaluations.values] {
        #expect(count == (count * 5000).rounded() / 5000, "a sum of 5000ths")
      }
      #expect(document.evaluations.values != document.evaluations.values.rounded())
    }

    @Test func writesAModelWhoseCostIsTheSummarys() throws {
      let options = ["--max-iterations", "20", "--lambda", "0.7", "--model", "model.mat"]
      let document = try train(options)
      #expect(folder.contents == ["model.mat"], "no file beside the target is left")
      let cost = try Tool.run(
        [
          "cost", "--data", TestFiles.digits, "--weights", "model.mat", "--lambda", "0.7", "--json",
        ], in: folder)
      #expect(try cost.json(CostDocument.self).cost == document.cost)
      let evaluation = try Tool.run(
        ["evaluate", "--data", TestFiles.digits, "--model", "model.mat", "--json"], in: folder)
      #expect(
        try evaluation.json(EvaluationDocument.self).accuracy == document.trainingAccuracy)
    }

    @Test func trainsDeepNetworksOnSmallSets() throws {
      try folder.write(Sample.dataset(), to: "small.mat")
      let outcome = try Tool.run(
        [
          "train", "--data", "small.mat", "--hidden", "6,5", "--max-iterations", "3",
          "--model", "model.mat", "--json",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let model = try MATFile(path: folder.path("model.mat"))
      let sizes = try (1...3).map { try model.array(named: "Theta\($0)").dimensions }
      #expect(sizes == [[6, 5], [5, 7], [3, 6]])
    }

    @Test(.requires(.octave))
    func writesAModelThatOctaveLoads() throws {
      _ = try train(["--max-iterations", "2", "--model", "model.mat"])
      let text = try #require(
        ExternalProgram.runOctave(
          "load('\(folder.path("model.mat"))'); disp([size(Theta1) size(Theta2)])"))
      #expect(text.split(separator: /\s+/) == ["25", "401", "10", "26"])
    }

    /// The digest is of the flat vector, little endian: Theta1(:), then Theta2(:).
    @Test(.requires(ExternalProgram("sha256sum")))
    func namesTheParametersByTheirDigest() throws {
      let document = try train(["--max-iterations", "2", "--model", "model.mat"])
      let model = try MATFile(path: folder.path("model.mat"))
      let parameters = try ["Theta1", "Theta2"].flatMap { try model.array(named: $0).doubles }
      #expect(parameters.count == 10285)
      let bytes = parameters.flatMap { value in
        withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
      }
      try folder.write(bytes, to: "parameters")
      let digest = try #require(ExternalProgram("sha256sum").output([folder.path("parameters")]))
      #expect(digest.hasPrefix(document.parametersSHA256))
    }
  }
}
