import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// Weights under other names: the result is the same, and a line says what was read.
  @Suite struct WeightNameTests {
    let folder = TemporaryFolder()

    @Test func saysHowWeightsAreStored() throws {
      try folder.write(Sample.dataset(), to: "data.mat")
      try folder.write(Sample.network(), to: "theta.mat")
      let cells = MATArray(cell: [Sample.theta(5, 5), Sample.theta(3, 6)])
      try folder.write(MATFile.encode([("Theta", cells)]), to: "cells.mat")
      func cost(_ weights: String) throws -> Tool.Outcome {
        try Tool.run(["cost", "--data", "data.mat", "--weights", weights, "--json"], in: folder)
      }
      let (known, other) = try (cost("theta.mat"), cost("cells.mat"))
      #expect(known.status == 0 && other.status == 0)
      #expect(known.output == other.output)
      #expect(known.errors.isEmpty)
      #expect(other.errors == "weights: Theta{1}, Theta{2} (biases in column 1)\n")
      let evaluated = try Tool.run(
        ["evaluate", "--data", "data.mat", "--model", "cells.mat"], in: folder)
      #expect(evaluated.status == 0 && evaluated.errors.hasPrefix(other.errors))
    }

    /// Also under a name that could be that of one matrix.
    @Test(arguments: ["nn_params", "theta"])
    func aVectorNeedsTheLayers(name: String) throws {
      try folder.write(Sample.dataset(), to: "data.mat")
      try folder.write(MATFile.encode([(name, Sample.theta(43, 1))]), to: "vector.mat")
      let arguments = ["cost", "--data", "data.mat", "--weights", "vector.mat"]
      let refused = try Tool.run(arguments, in: folder)
      #expect(refused.status == 65)
      #expect(refused.errors.contains("--layers"), "\(refused.errors)")
      #expect(try Tool.run(arguments + ["--layers", "4,5,3"], in: folder).status == 0)
    }
  }
}
