import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// A negative number after an option is its value, as in other programs.
  @Suite struct NegativeValueTests {
    let folder = TemporaryFolder()

    /// Each line names what is wrong with the value, not that there is none.
    @Test(arguments: [
      (["--lambda", "-1"], "--lambda must be a finite number that is not negative"),
      (["--lambda", "-1e-3"], "--lambda must be a finite number that is not negative"),
      (["--lambda", "-.5"], "--lambda must be a finite number that is not negative"),
      (["--lambda", "-inf"], "--lambda must be a finite number that is not negative"),
      (["--max-iterations", "-1"], "--max-iterations must not be negative"),
      (["--gradient-tolerance", "-1"], "--gradient-tolerance must not be negative or NaN"),
      (["--hidden", "-5"], "the value '-5' is invalid for '--hidden <units>'"),
      (["--sample-sizes", "-0.2,0.5"], "the value '-0.2,0.5' is invalid for '--sample-sizes"),
      (["--seed", "-1"], "the value '-1' is invalid for '--seed <seed>'"),
      (["--quiet", "-1"], "'--quiet'"),
      (["--labels", "--quiet"], "missing value for '--labels <name>'"),
      (["--lambda", "--", "-1"], "missing value for '--lambda <lambda>'"),
      (["-1"], "unknown option '-1'"),
    ])
    func namesTheMistake(_ options: [String], _ mistake: String) throws {
      let outcome = try Tool.run(["train", "--data", "data.csv"] + options, in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains(mistake), "\(outcome.errors)")
      #expect(outcome.errorLines.count == 1)
    }

    /// -1 is the last column, as in Python; here the labels are also in the first.
    @Test func takesTheLastColumnForLabels() throws {
      try folder.write(Array("0,.1,7\n1,.2,8\n0,.3,7\n1,.5,8\n0,.9,9\n".utf8), to: "data.csv")
      func confusion(_ options: [String]) throws -> String {
        let arguments = ["train", "--data", "data.csv", "--hidden", "2", "--max-iterations", "1"]
        let trained = try Tool.run(arguments + options + ["--model", "model.mat"], in: folder)
        #expect(trained.status == 0, "\(trained.errors)")
        return try Tool.run(["inspect", "--json", "model.mat"], in: folder).output
      }
      let last = try confusion(["--labels", "-1", "--init", "-0.5", "--quiet"])
      #expect(try last == confusion(["--labels=-1", "--init=-0.5", "--quiet"]))
      #expect(try last != confusion(["--labels", "1", "--init", "-0.5", "--quiet"]))
      #expect(try last != confusion(["--labels", "-1", "--init", "0.5", "--quiet"]))
    }
  }
}
