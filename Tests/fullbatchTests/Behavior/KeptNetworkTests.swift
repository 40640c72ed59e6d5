import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `--keep`: the network of the last iteration, or the best one on the validation set.
  @Suite struct KeptNetworkTests {
    /// A point of the run in `train --json`.
    struct Point: Decodable, Equatable {
      let iteration: Int
      let cost: Double
      let validationCost: Double
      let validationAccuracy: Double
    }

    /// What `train --json` prints on the network that is kept.
    struct Document: Decodable {
      let cost: Double
      let iterations: Int
      let stopReason: String
      let validationAccuracy: Double?
      let parametersSHA256: String
      let keep: String
      let final: Point?
      let best: Point?
    }

    /// The validation scores of a line of a trace.
    struct Line: Decodable {
      let iteration: Int
      let validationCost: Double?
      let validationAccuracy: Double?
    }

    let folder = TemporaryFolder()

    static let minimizers = ["kronecker-lbfgs", "lbfgs", "cg", "fmincg", "tn", "lm", "sgd", "adam"]

    /// Writes a training and a validation set whose labels depend on the features a little only: a
    /// network that fits the first is wrong on the second.
    private func writeSets() throws {
      var state: UInt64 = 1
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24)
      }
      for name in ["t.mat", "v.mat", "w.mat"] {
        let features = (0..<240).map { _ in next() }
        let labels = (0..<60).map { features[$0] + next() > 1 ? 2.0 : 1 }
        try folder.write(
          Sample.dataset(X: MATArray(features, dimensions: [60, 4]), y: MATArray(labels)),
          to: name)
      }
    }

    private func train(_ options: [String]) throws -> Tool.Outcome {
      try Tool.run(
        [
          "train", "--data", "t.mat", "--validation", "v.mat", "--hidden", "8", "--lambda", "0",
          "--max-iterations", "40", "--quiet",
        ] + options, in: folder)
    }

    private func options(_ minimizer: String) -> [String] {
      ["--minimizer", minimizer]
        + (["sgd", "adam"].contains(minimizer) ? ["--learning-rate", "0.5"] : [])
    }

    /// The document, the trace, the model and the texts are those of one network.
    @Test(arguments: minimizers, ["best-accuracy", "best-cost"])
    func theBestNetworkIsKept(_ minimizer: String, _ keep: String) throws {
      try writeSets()
      let run = options(minimizer) + ["--keep", keep]
      let outcome = try train(
        run + ["--json", "--trace", "t.jsonl", "--model", "m.mat", "--report", "r.html"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let document: Document = try outcome.json()
      let (best, final) = try (#require(document.best), #require(document.final))
      #expect(document.keep == keep && document.cost == best.cost)
      #expect(final.iteration == document.iterations)
      #expect(document.validationAccuracy == best.validationAccuracy)
      let lines: [Line] = try folder.lines("t.jsonl")
      #expect(lines.allSatisfy { $0.validationCost != nil && $0.validationAccuracy != nil })
      if keep == "best-cost" {
        #expect(lines.allSatisfy { $0.validationCost! >= best.validationCost })
      } else {
        #expect(lines.allSatisfy { $0.validationAccuracy! <= best.validationAccuracy })
      }
      if let line = lines.first(where: { $0.iteration == best.iteration }) {
        #expect(line.validationCost == best.validationCost)
        #expect(line.validationAccuracy == best.validationAccuracy)
      }
      let evaluation = try Tool.run(
        ["evaluate", "--data", "v.mat", "--model", "m.mat", "--json"], in: folder)
      #expect(try evaluation.json(EvaluationDocument.self).accuracy == best.validationAccuracy)
      let cost = try Tool.run(
        ["cost", "--data", "t.mat", "--weights", "m.mat", "--lambda", "0", "--json"], in: folder)
      #expect(abs(try cost.json(CostDocument.self).cost - best.cost) <= 1e-12 * best.cost)

      let last = try train(options(minimizer) + ["--json"]).json(Document.self)
      #expect(last.keep == "final" && last.best == nil && last.final == nil)
      #expect(last.cost == final.cost && last.stopReason == document.stopReason)
      #expect(last.validationAccuracy == final.validationAccuracy)

      let unit = ["sgd", "adam"].contains(minimizer) ? "epoch" : "iteration"
      let sentence = "The network of \(unit) \(best.iteration) is kept: validation "
      let text = try train(run).output
      let differ = last.parametersSHA256 != document.parametersSHA256
      #expect(text.contains(sentence) == differ)
      #expect(folder.text("r.html").contains(sentence) == differ)
      #expect(folder.text("r.html").contains("cost J of the kept network") == differ)
      #expect(
        text.contains(
          "cost J \(best.cost) of the kept network, \(final.cost) of the last one, after ")
          == differ)
      if minimizer == "lbfgs" { #expect(differ, "the labels are noise") }
    }

    /// A full-batch run has a validation curve as a mini-batch run does, and only for a file that
    /// shows it.
    @Test(arguments: minimizers)
    func theCurveIsInTheTraceAndInTheReport(_ minimizer: String) throws {
      try writeSets()
      let outcome = try train(
        options(minimizer) + ["--trace", "t.jsonl", "--report", "r.html", "--model", "m.mat"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines: [Line] = try folder.lines("t.jsonl")
      #expect(lines.count > 1 && lines.allSatisfy { $0.validationAccuracy != nil })
      for quantity in ["accuracy", "cost"] {
        #expect(folder.text("r.html").contains("Validation \(quantity) vs. passes"))
      }
      #expect(!folder.text("r.html").contains("Test accuracy vs. passes"))
      let traced = try folder.bytes("m.mat").dropFirst(128)
      #expect(try train(options(minimizer) + ["--model", "m.mat"]).status == 0)
      #expect(try folder.bytes("m.mat").dropFirst(128) == traced, "measuring changes nothing")
    }

    /// A run that goes on keeps the network that it would have kept.
    @Test(arguments: minimizers)
    func aResumedRunKeepsTheSameNetwork(_ minimizer: String) throws {
      try writeSets()
      let run = options(minimizer) + ["--keep", "best-cost"]
      let whole = try train(run + ["--json"]).json(Document.self)
      for iterations in ["0", "3", "12", "39"] {
        let first = try train(
          run + ["--checkpoint", "c.mat", "--max-iterations", iterations])
        #expect(first.status == 0, "\(first.errors)")
        // What is not given is the checkpoint's.
        let rest = try Tool.run(
          [
            "train", "--data", "t.mat", "--validation", "v.mat", "--max-iterations", "40",
            "--resume", "c.mat", "--json", "--quiet",
          ], in: folder)
        #expect(rest.status == 0, "\(rest.errors)")
        let document: Document = try rest.json()
        #expect(document.best == whole.best && document.final == whole.final)
        #expect(document.parametersSHA256 == whole.parametersSHA256)
      }
    }

    @Test func aResumedRunNeedsTheSameChoice() throws {
      try writeSets()
      let first = try train(["--keep", "best-cost", "--checkpoint", "c.mat"])
      #expect(first.status == 0, "\(first.errors)")
      let other = try train(["--resume", "c.mat", "--keep", "final"])
      #expect(other.status == 65)
      #expect(
        other.errors.hasPrefix(
          "fullbatch: c.mat: belongs to a run with --keep best-cost, not final ("))
      let resume = ["train", "--data", "t.mat", "--resume", "c.mat", "--quiet"]
      let data = try Tool.run(resume + ["--validation", "w.mat"], in: folder)
      #expect(data.status == 65)
      #expect(data.errors.hasPrefix("fullbatch: c.mat: belongs to a run on other data ("))
      #expect(try Tool.run(resume, in: folder).status == 64)
    }

    /// One line says which options provide a validation set; a test set is none.
    @Test(arguments: ["best-accuracy", "best-cost"])
    func theBestNetworkNeedsAValidationSet(_ keep: String) throws {
      try writeSets()
      let sets = try MATFile(path: folder.path("t.mat"))
      try folder.write(
        MATFile.encode([
          ("X", sets.array(named: "X")), ("y", sets.array(named: "y")),
          ("Xtest", sets.array(named: "X")), ("ytest", sets.array(named: "y")),
        ]), to: "test.mat")
      let inspected = try Tool.run(
        ["train", "--data", "test.mat", "--max-iterations", "0", "--json"], in: folder)
      #expect(try inspected.json(TrainingDocument.self).testAccuracy != nil)
      for command in [
        ["train", "--data", "t.mat"], ["train", "--data", "test.mat", "--minimizer", "sgd"],
        ["train", "--data", "t.mat", "--minimizer", "adam"], ["ex4", "--data", "test.mat"],
      ] {
        let outcome = try Tool.run(command + ["--keep", keep], in: folder)
        #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome.output)")
        #expect(
          outcome.errors
            == "fullbatch: --keep \(keep) needs a validation set "
            + "(give --validation or --validation-fraction, or --data that has one)\n")
      }
    }

    /// A part of the training set, or of the data set, is a validation set, too.
    @Test func otherValidationSetsChooseAsWell() throws {
      try writeSets()
      let held = try Tool.run(
        [
          "train", "--data", "t.mat", "--validation-fraction", "0.3", "--keep", "best-accuracy",
          "--json", "--quiet",
        ], in: folder)
      #expect(held.status == 0, "\(held.errors)")
      let own = try Tool.run(
        [
          "train", "--data", TestFiles.packageRoot.appending(path: "data/mnist5k.pkl.gz").path(),
          "--minimizer", "lbfgs", "--max-iterations", "3", "--keep", "best-cost", "--json",
          "--quiet", "--trace", "t.jsonl",
        ], in: folder)
      #expect(own.status == 0, "\(own.errors)")
      for outcome in [held, own] {
        let document: Document = try outcome.json()
        #expect(document.best?.validationAccuracy == document.validationAccuracy)
      }
    }
  }
}
