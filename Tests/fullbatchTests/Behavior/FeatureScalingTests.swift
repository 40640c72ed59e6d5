import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// The scaling of features is decided by their values, and is part of the model.
  @Suite struct FeatureScalingTests {
    let folder = TemporaryFolder()

    /// Images of 8 × 8 pixels in two classes, and the same numbers in a table and as doubles.
    private func writeImages(greatest: Int) throws {
      let pixels = (0..<40).flatMap { example in
        (0..<64).map { (7 * $0 + 13 * example + (example % 2) * ($0 % 9) * 20) % (greatest + 1) }
      }
      let labels = MATArray((0..<40).map { UInt8($0 % 2) })
      for (name, array) in [
        ("bytes.mat", MATArray(rowMajor: pixels.map(UInt8.init), rows: 40, columns: 64)),
        ("doubles.mat", MATArray(rowMajor: pixels.map(Double.init), rows: 40, columns: 64)),
      ] {
        try folder.write(MATFile.encode([("X", array), ("y", labels)]), to: name)
      }
      let lines = (0..<40).map { example in
        (pixels[64 * example..<64 * example + 64].map(String.init) + ["\(example % 2)"])
          .joined(separator: ",")
      }
      try folder.write(Array(lines.joined(separator: "\n").utf8), to: "table.csv")
    }

    private func train(_ arguments: String...) throws -> Tool.Outcome {
      let outcome = try Tool.run(
        ["train", "--hidden", "5", "--max-iterations", "30", "--json"] + arguments
          + (arguments.contains("table.csv") ? ["--labels", "last"] : []), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome
    }

    @Test(arguments: ["double", "float"], [255, 1, 16])
    func theStorageTypeDoesNotMatter(precision: String, greatest: Int) throws {
      try writeImages(greatest: greatest)
      var digests = Set<String>()
      for name in ["bytes.mat", "doubles.mat", "table.csv"] {
        let outcome = try train(
          "--data", name, "--precision", precision, "--model", "\(name).model")
        digests.insert(try outcome.json(TrainingDocument.self).parametersSHA256)
        #expect(outcome.output.contains("divided by 255") == (greatest == 255))
      }
      #expect(digests.count == 1)
      let predictions = try ["bytes.mat", "doubles.mat", "table.csv"].map { data in
        try Tool.run(
          ["predict", "--data", data, "--model", "bytes.mat.model", "--format", "csv"]
            + (data == "table.csv" ? ["--labels", "last"] : []), in: folder
        ).output
      }
      #expect(Set(predictions).count == 1)
    }

    /// The table of scikit-learn's `StandardScaler` and `MinMaxScaler` on the columns 1, 2, 4 and
    /// 10, 10, 40: the network's first predictions are those of the scaled numbers.
    @Test(arguments: [
      (
        "standard", [-1.0690449676496976, -0.2672612419124244, 1.3363062095621219],
        [-0.7071067811865475, -0.7071067811865475, 1.414213562373095]
      ),
      ("minmax", [0, 1.0 / 3, 1], [0, 0, 1]), ("none", [1, 2, 4], [10, 10, 40]),
      ("unit", [0.025, 0.05, 0.1], [0.25, 0.25, 1]),
    ])
    func scalings(name: String, first: [Double], second: [Double]) throws {
      try folder.write(Array("a,b,label\n1,10,0\n2,10,1\n4,40,0\n".utf8), to: "raw.csv")
      let scaled = zip(zip(first, second), [0, 1, 0]).map { "\($0.0),\($0.1),\($1)" }
      try folder.write(
        Array((["a,b,label"] + scaled).joined(separator: "\n").utf8), to: "scaled.csv")
      let raw = try train("--data", "raw.csv", "--scale", name, "--model", "raw.mat")
      let expected = try train("--data", "scaled.csv", "--scale", "none", "--model", "scaled.mat")
      let costs = try [raw, expected].map { try $0.json(TrainingDocument.self).cost }
      #expect(abs(costs[0] - costs[1]) < 1e-9)
      let predictions = try [("raw.csv", "raw.mat"), ("scaled.csv", "scaled.mat")].map {
        data, model in
        try Tool.run(["predict", "--data", data, "--model", model], in: folder).output
      }
      #expect(predictions[0] == predictions[1])
      let refused = try Tool.run(
        ["evaluate", "--data", "raw.csv", "--model", "raw.mat", "--scale", "unit"], in: folder)
      #expect(refused.status == 64)
    }

    @Test func rangesThatDifferAreNamed() throws {
      try folder.write(Array("a,b,label\n1,10,0\n2,1e5,1\n4,40,0\n3,7,1\n".utf8), to: "t.csv")
      #expect(try train("--data", "t.csv").output.contains("--scale standard"))
      #expect(try !train("--data", "t.csv", "--scale", "standard").output.contains("usually helps"))
    }
  }
}
