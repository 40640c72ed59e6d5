import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// What a newcomer tries first: ReLU units and tables that are not scaled.
  @Suite struct FirstTryTests {
    let folder = TemporaryFolder()

    /// A table of three classes, its columns of sizes from 0.01 to 10 000.
    private func writeTable(to name: String, seed: UInt64) throws {
      var state = seed
      func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
      }
      let lines = (0..<90).map { row in
        let label = row % 3
        let features = [0.01, 1, 30, 255, 10_000].map { size in
          size * (next() + 0.4 * Double(label))
        }
        return (features.map { "\($0)" } + ["\(label)"]).joined(separator: ",")
      }
      let text = lines.joined(separator: "\n") + "\n"
      try folder.write(Array(text.utf8), to: name)
    }

    @Test(arguments: ["relu", "tanh", "sigmoid"], ["double", "float"])
    func noRightGradientIsAccused(activation: String, precision: String) throws {
      for seed in UInt64(1)...3 {
        try writeTable(to: "table.csv", seed: seed)
        let outcome = try Tool.run(
          [
            "check-gradient", "--data", "table.csv", "--hidden", "8", "--activation", activation,
            "--precision", precision, "--seed", "\(seed)",
          ], in: folder)
        #expect(outcome.status == 0, "\(outcome.output)")
      }
    }

    @Test(arguments: ["kronecker-lbfgs", "lbfgs", "cg", "tn"], ["0", "0.1"])
    func aRunOnReLUUnitsEndsWell(minimizer: String, lambda: String) throws {
      for seed in UInt64(1)...3 {
        try writeTable(to: "table.csv", seed: seed)
        let outcome = try Tool.run(
          [
            "train", "--data", "table.csv", "--hidden", "8", "--activation", "relu", "--lambda",
            lambda, "--minimizer", minimizer, "--max-iterations", "1000", "--seed", "\(seed)",
            "--quiet",
          ], in: folder)
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
      }
    }
  }
}
