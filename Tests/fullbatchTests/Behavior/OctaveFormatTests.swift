import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Files in Octave's own formats do what a MAT-file of the same variables does.
  @Suite struct OctaveFormatTests {
    private let folder = TemporaryFolder()

    private func path(_ name: String) -> String { TestFiles.fixture("datasets/octave/\(name)") }

    private func output(_ arguments: [String]) throws -> String {
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output
    }

    @Test(arguments: ["set.mat", "set.bin", "set.gz"])
    func trainsAndEvaluatesAlike(_ name: String) throws {
      let digest = { (name: String) in
        try output([
          "train", "--data", path(name), "--hidden", "5", "--threads", "1", "--quiet",
          "--max-iterations", "20",
        ]).split(separator: "\n").last
      }
      #expect(try digest(name) == digest("set-v7.mat"))
      let cost = { (name: String) in
        try output(["cost", "--data", path("set-v7.mat"), "--weights", path(name)])
      }
      #expect(try cost(name) == cost("set-v7.mat"))
      let lines = { (name: String) in
        try output(["inspect", path(name)]).replacing(name, with: "").split(separator: "\n")
          .dropFirst()
      }
      #expect(try Array(lines(name)) == Array(lines("set-v7.mat")))
    }
  }
}
