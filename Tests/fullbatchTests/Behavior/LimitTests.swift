import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// Limits of all sizes, and data at the edge of what a run needs.
  @Suite struct LimitTests {
    let folder = TemporaryFolder()

    private func train(_ options: [String]) throws -> Tool.Outcome {
      try folder.write(Sample.dataset(), to: "d.mat")
      return try Tool.run(
        ["train", "--data", "d.mat", "--hidden", "3", "--json", "--quiet"] + options, in: folder)
    }

    static let minimizers = [
      "kronecker-lbfgs", "lbfgs", "cg", "fmincg", "tn", "lm", "sgd", "adam", "adamw",
    ]

    /// Seconds that no clock counts are a limit that is never reached.
    @Test(arguments: ["inf", "1e300", "2e20", "1e19", "9.3e18", "3e10"])
    func aLongTimeLimitIsNone(_ limit: String) throws {
      for options in [["--max-iterations", "3"], ["--minimizer", "sgd", "--epochs", "2"]] {
        let outcome = try train(options + ["--time-limit", limit])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.json(TrainingDocument.self).stopReason == "iterationLimit")
      }
    }

    @Test(arguments: minimizers)
    func theSmallestLimitsGiveAFiniteCost(_ minimizer: String) throws {
      for limit in [["--max-evaluations", "1"], ["--max-iterations", "0"]] {
        let outcome = try train(["--minimizer", minimizer] + limit)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try outcome.json(TrainingDocument.self).cost.isFinite)
      }
    }

    /// Whatever ends it: a cost that is not finite is no result.
    @Test func aCostThatIsNotFiniteIsANumericalFailure() throws {
      let outcome = try train(["--minimizer", "sgd", "--epochs", "0", "--init", "1e200"])
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("\"cost\" : null"))
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("the cost is not a finite number"))
    }

    @Test(arguments: ["train", "ex4"])
    func oneExampleCanNotBeDivided(_ command: String) throws {
      let bytes = try Sample.dataset(
        X: MATArray([0.5, 0.25, 1, 0], dimensions: [1, 4]), y: MATArray([1.0]))
      try folder.write(bytes, to: "one.mat")
      try folder.write(Sample.network(Theta2: Sample.theta(1, 6)), to: "w.mat")
      let rest = command == "ex4" ? ["--weights", "w.mat"] : []
      for fraction in ["0.1", "0.5", "0.9"] {
        let outcome = try Tool.run(
          [
            command, "--data", "one.mat", "--validation-fraction", fraction, "--max-iterations",
            "1",
          ]
            + rest, in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("fullbatch: one.mat: there is 1 training example"))
      }
    }
  }
}
