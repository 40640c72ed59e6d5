import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `ex4` as a teacher uses it: with other weights, and with the options of `train`.
  @Suite struct Ex4CommandTests {
    let folder = TemporaryFolder()

    private struct Document: Decodable {
      struct Check: Decodable {
        struct Cost: Decodable {
          var lambda: Double
          var cost: Double
          var known: Double?
          var passed: Bool?
        }
        var weights: String
        var costs: [Cost]
        var correct: Int
        var knownCorrect: Int?
      }
      struct Training: Decodable {
        var iterations: Int
        var validationAccuracy: Double?
        var parametersSHA256: String
      }
      var check: Check
      var training: Training
      var files: [String]
    }

    private func exercise(_ options: [String]) throws -> Document {
      let outcome = try Tool.run(
        ["ex4", "--data", TestFiles.digits, "--output", "results", "--json", "--quiet"] + options,
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try outcome.json(Document.self)
    }

    @Test func comparesSciPysWeightsWithTheirOwnValues() throws {
      let check = try exercise(["--weights", TestFiles.scipyWeights, "--max-iterations", "0"]).check
      #expect(
        check.costs.map(\.known) == [0.200113619257611, 0.362693142448460, 0.687852188830157])
      #expect(check.costs.allSatisfy { $0.passed == true })
      #expect(check.correct == 4917 && check.knownCorrect == 4917)
    }

    @Test func knowsNothingOfOtherWeights() throws {
      _ = try exercise(["--max-iterations", "5", "--model", "own.mat"])
      let check = try exercise(["--weights", "own.mat", "--max-iterations", "0"]).check
      #expect(check.weights == "own.mat" && check.knownCorrect == nil)
      #expect(check.costs.map(\.lambda) == [0, 1, 3])
      #expect(check.costs.allSatisfy { $0.known == nil && $0.passed == nil && $0.cost.isFinite })
    }

    @Test func knowsNothingOfOtherDigits() throws {
      let values = (0..<50 * 400).map { sin(Double($0)) }
      try folder.write(
        Sample.dataset(
          X: MATArray(values, dimensions: [50, 400]),
          y: MATArray((0..<50).map { Double($0 % 10 + 1) })),
        to: "own.mat")
      let options = [
        "--weights", TestFiles.scipyWeights, "--data", "own.mat", "--max-iterations", "0",
      ]
      let check = try exercise(options).check
      #expect(check.knownCorrect == nil)
      #expect(check.costs.allSatisfy { $0.known == nil && $0.passed == nil && $0.cost.isFinite })
    }

    @Test func saysWhichExamplesATableIsOf() throws {
      let arguments = ["ex4", "--data", TestFiles.digits, "--max-iterations", "3", "--quiet"]
      let whole = try Tool.run(arguments, in: folder)
      #expect(whole.output.contains("Scores on the training examples\n"))
      #expect(!whole.output.contains("Scores on the validation examples"))
      let split = try Tool.run(arguments + ["--validation-fraction", "0.2"], in: folder)
      let tables = split.output.components(separatedBy: " examples\n").dropFirst()
      #expect(tables.count == 2, "\(split.output)")
      #expect(tables.first?.contains(/accuracy +0\.\d+ +4000/) == true)
      #expect(tables.last?.contains(/accuracy +0\.\d+ +1000/) == true)
    }

    @Test func takesTheOptionsOfTrain() throws {
      let heldOut = ["--validation-fraction", "0.2"]
      let whole = try exercise(heldOut + ["--max-iterations", "9"])
      let first = try exercise(
        heldOut + ["--max-iterations", "4", "--checkpoint", "state.mat", "--trace", "own.jsonl"])
      #expect(Set(first.files).isSuperset(of: ["state.mat", "own.jsonl", "results/model.mat"]))
      #expect(first.files.allSatisfy { FileManager.default.fileExists(atPath: folder.path($0)) })
      let second = try exercise(heldOut + ["--max-iterations", "9", "--resume", "state.mat"])
      #expect(second.training.parametersSHA256 == whole.training.parametersSHA256)
      #expect(second.training.iterations == 9)
      let accuracy = try #require(second.training.validationAccuracy)
      #expect(accuracy > 0.5 && accuracy < 1)
      #expect(accuracy == whole.training.validationAccuracy)
    }
  }
}
