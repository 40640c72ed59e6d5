import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// Networks with one output unit for two classes, from the data to the report.
  @Suite struct BinaryOutputCommandTests {
    let folder = TemporaryFolder()

    /// x_ij = sin(1 + i + 7j) with classes 0 and 1, and θ = (0, sin 1, sin 2); the values by NumPy:
    /// the cost of ex2's costFunctionReg.
    @Test func costOfLogisticRegression() throws {
      let features = (0..<12).map { (index: Int) -> Double in
        let argument: Int = 1 + index % 6 + 7 * (index / 6)
        return sin(Double(argument))
      }
      try folder.write(
        MATFile.encode([
          ("X", MATArray(features, dimensions: [6, 2])), ("y", MATArray([0.0, 1, 1, 0, 1, 0])),
        ]), to: "data.mat")
      let theta = (0..<3).map { sin(Double($0)) }
      for (name, size) in [("Theta1", [1, 3]), ("theta", [3, 1])] {
        try folder.write(
          MATFile.encode([(name, MATArray(theta, dimensions: size))]), to: "weights.mat")
        let outcome = try Tool.run(
          ["cost", "--data", "data.mat", "--weights", "weights.mat", "--lambda", "0.7", "--json"],
          in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let document = try outcome.json(CostDocument.self)
        #expect(abs(document.cost - 1.0005198180689645) < 1e-14)
        #expect(abs(document.gradientInfinityNorm - 0.35907299832761846) < 1e-14)
        #expect(document.layers == [2, 1])
      }
    }

    /// A table of two classes.
    private func writeTable() throws {
      let rows = (0..<200).map { row in
        let (a, b) = (sin(Double(row)), sin(Double(3 * row) + 1))
        return "\(a),\(b),\(a - b + 0.3 * sin(Double(7 * row)) > 0 ? "yes" : "no")\n"
      }
      try folder.write(Array(rows.joined().utf8), to: "table.csv")
    }

    @Test func trainsEvaluatesPredictsAndResumes() throws {
      try writeTable()
      let arguments = [
        "train", "--data", "table.csv", "--outputs", "1", "--hidden", "3", "--lambda", "0.1",
        "--validation-fraction", "0.2", "--quiet", "--json",
      ]
      func train(_ options: [String]) throws -> TrainingDocument {
        let outcome = try Tool.run(arguments + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try outcome.json()
      }
      let whole = try train([
        "--max-iterations", "12", "--model", "model.mat", "--report", "report.html",
      ])
      #expect(whole.trainingAccuracy > 0.85)
      #expect(try #require(whole.validationAccuracy) > 0.8)
      #expect(folder.text("report.html").contains("yes"))
      _ = try train(["--max-iterations", "5", "--checkpoint", "run.mat"])
      let resumed = try Tool.run(
        [
          "train", "--data", "table.csv", "--resume", "run.mat", "--max-iterations", "12", "--json",
          "--quiet",
        ], in: folder)
      #expect(
        try resumed.json(TrainingDocument.self).parametersSHA256 == whole.parametersSHA256,
        "\(resumed.errors)")
      let evaluated = try Tool.run(
        ["evaluate", "--data", "table.csv", "--model", "model.mat", "--json"], in: folder)
      let document = try evaluated.json(EvaluationDocument.self)
      #expect(document.classes.map(\.label.text) == ["no", "yes"])
      #expect(document.accuracy > 0.85)
      let predicted = try Tool.run(
        ["predict", "--data", "table.csv", "--model", "model.mat", "--format", "csv"], in: folder)
      let lines = predicted.output.split(separator: "\n")
      #expect(lines[0] == "example,label,probability,runner-up,actual,pno,pyes")
      for line in lines.dropFirst() {
        let fields = line.split(separator: ",")
        let (no, yes) = try (#require(Double(fields[5])), #require(Double(fields[6])))
        #expect(no == 1 - yes)
        #expect(fields[1] == (yes > 0.5 ? "yes" : "no"))
      }
      let checked = try Tool.run(
        ["check-gradient", "--data", "table.csv", "--outputs", "1", "--hidden", "3"], in: folder)
      #expect(checked.status == 0, "\(checked.output)")
    }

    @Test(arguments: [
      (["--outputs", "2"], 64, "--outputs must be 1"),
      (["--outputs", "1", "--loss", "softmax-cross-entropy"], 64, "--loss softmax-cross-entropy"),
      (["--outputs", "1", "--targets", "features"], 64, "--targets features"),
      (
        ["--outputs", "1"], 65,
        "data.mat: one output unit is for two classes, and the examples have 3"
      ),
    ])
    func refusesOtherNetworks(options: [String], status: Int32, message: String) throws {
      try folder.write(Sample.dataset(), to: "data.mat")
      for command in ["train", "check-gradient"] {
        let outcome = try Tool.run([command, "--data", "data.mat"] + options, in: folder)
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1)
      }
    }
  }
}
