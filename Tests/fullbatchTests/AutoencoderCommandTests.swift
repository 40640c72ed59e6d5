import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `--targets features`: what the commands print for an autoencoder, and what they refuse.
  @Suite struct AutoencoderCommandTests {
    let folder = TemporaryFolder()

    /// What `evaluate --json` prints.
    struct Errors: Decodable, Equatable {
      let squaredError: Double
      let squaredErrorPerFeature: Double
      let crossEntropy: Double
    }

    /// What `train --json` prints.
    struct Training: Decodable {
      let cost: Double
      let targets: String
      let trainingAccuracy: Double?
      let trainingErrors: Errors
      let validationErrors: Errors?
      let parametersSHA256: String
      let layers: [Int]
    }

    /// What `predict --json` prints.
    struct Predictions: Decodable {
      struct Row: Decodable {
        let example: Int
        let label: String?
        let reconstruction: [Double]
      }

      let predictions: [Row]
    }

    static let options = [
      "--targets", "features", "--hidden", "3", "--lambda", "0", "--init", "glorot", "--quiet",
    ]

    /// Trains on six examples of four features.
    private func train(_ options: [String] = []) throws -> Tool.Outcome {
      try folder.write(Sample.dataset(), to: "d.mat")
      return try Tool.run(["train", "--data", "d.mat"] + Self.options + options, in: folder)
    }

    private func run(_ arguments: [String]) throws -> Tool.Outcome {
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome
    }

    @Test(arguments: ["sigmoid-cross-entropy", "squared-error"])
    func trainsAndEvaluates(loss: String) throws {
      let outcome = try train([
        "--loss", loss, "--max-iterations", "30", "--model", "m.mat", "--validation", "d.mat",
        "--json", "--report", "r.html",
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let training: Training = try outcome.json()
      #expect(training.layers == [4, 3, 4] && training.targets == "features")
      #expect(training.trainingAccuracy == nil)
      #expect(folder.text("r.html").contains("squared error per example"))
      let data = ["--data", "d.mat"]
      let errors: Errors = try run(["evaluate", "--model", "m.mat", "--json"] + data).json()
      #expect(errors == training.trainingErrors && errors == training.validationErrors)
      #expect(errors.squaredErrorPerFeature == errors.squaredError / 4)
      let text = try run(["evaluate", "--model", "m.mat"] + data).output
      #expect(text.contains("squared error per example") && text.contains("cross-entropy"))
      // J is the mean of the loss.
      let cost: CostDocument = try run(["cost", "--weights", "m.mat", "--json"] + data).json()
      #expect(cost.cost == training.cost && cost.layers == [4, 3, 4])
      let mean = loss == "squared-error" ? errors.squaredError / 2 : errors.crossEntropy
      #expect(abs(cost.cost - mean) < 1e-14 * mean)
      let check: GradientDocument = try run(
        ["check-gradient", "--weights", "m.mat", "--json"] + data
      ).json()
      #expect(check.passed && check.points == 4)
    }

    @Test func predictsReconstructions() throws {
      #expect(try train(["--max-iterations", "20", "--model", "m.mat"]).status == 0)
      let command = ["predict", "--data", "d.mat", "--model", "m.mat"]
      let document: Predictions = try run(command + ["--json"]).json()
      let errors: Errors = try run(
        ["evaluate", "--data", "d.mat", "--model", "m.mat", "--json"]
      ).json()
      var sum = 0.0
      for row in document.predictions {
        #expect(row.label == nil)
        for (feature, value) in row.reconstruction.enumerated() {
          let actual = Sample.features[feature * 6 + row.example - 1]
          sum += (value - actual) * (value - actual)
        }
      }
      #expect(abs(sum / 6 - errors.squaredError) < 1e-12)
      let rows = try run(command + ["--format", "csv"]).output.split(separator: "\n")
      #expect(rows.count == 7 && rows[0] == "example,x1,x2,x3,x4")
      let first = document.predictions[0].reconstruction.map { "\($0)" }.joined(separator: ",")
      #expect(rows[1] == "1,\(first)")
      #expect(try run(command).output.hasPrefix("1  0."))
    }

    @Test func resumesToTheSameBits() throws {
      let whole: Training = try train(["--max-iterations", "12", "--json"]).json()
      _ = try train(["--max-iterations", "5", "--checkpoint", "c.mat"])
      let resumed: Training = try run([
        "train", "--data", "d.mat", "--resume", "c.mat", "--max-iterations", "12", "--quiet",
        "--json",
      ]).json()
      #expect(resumed.parametersSHA256 == whole.parametersSHA256)
      let outcome = try Tool.run(
        ["train", "--data", "d.mat", "--resume", "c.mat", "--targets", "labels"], in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains("--targets features, not labels"))
    }

    @Test func epochsHaveNoAccuracy() throws {
      try folder.write(Sample.dataset(), to: "d.mat")
      let outcome = try Tool.run(
        ["train", "--data", "d.mat", "--minimizer", "adam", "--max-iterations", "2"]
          + Self.options.dropLast(), in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Epoch 2:   loss"))
      #expect(!outcome.output.contains("accuracy"))
    }

    /// Weights in a file that says nothing of targets.
    @Test func plainWeightsCanBeAnAutoencoder() throws {
      try folder.write(Sample.dataset(), to: "d.mat")
      try folder.write(
        Sample.network(Theta1: Sample.theta(3, 5), Theta2: Sample.theta(4, 4)), to: "w.mat")
      let command = ["--data", "d.mat", "--weights", "w.mat", "--targets", "features", "--json"]
      let check: GradientDocument = try run(["check-gradient"] + command).json()
      #expect(check.passed)
      let cost: CostDocument = try run(["cost"] + command).json()
      #expect(cost.layers == [4, 3, 4])
    }

    /// The command, its exit code and the words of its only line.
    static let refusals: [(arguments: [String], status: Int32, words: [String])] = [
      (
        ["train", "--data", "high.mat", "--targets", "features"], 65,
        ["high.mat", "example 2, feature 3", "1.5", "scale"]
      ),
      (
        ["train", "--data", "d.mat", "--validation", "high.mat", "--targets", "features"], 65,
        ["high.mat", "example 2, feature 3"]
      ),
      (
        ["check-gradient", "--data", "high.mat", "--targets", "features"], 65,
        ["example 2, feature 3"]
      ),
      (
        ["train", "--data", "d.mat", "--targets", "features", "--loss", "softmax-cross-entropy"],
        64, ["softmax", "squared-error"]
      ),
      (["train", "--data", "d.mat", "--targets", "numbers"], 64, ["labels", "features"]),
      (
        ["cost", "--data", "d.mat", "--weights", "w.mat", "--targets", "features"], 65,
        ["w.mat", "--targets features"]
      ),
      (["ex4", "--targets", "features"], 64, ["--targets features"]),
    ]

    @Test(arguments: refusals.indices)
    func refusesInOneLine(index: Int) throws {
      try folder.write(Sample.dataset(), to: "d.mat")
      try folder.write(
        Sample.dataset(X: Sample.features(row: 2, column: 3, 1.5)), to: "high.mat")
      try folder.write(Sample.network(), to: "w.mat")
      let (arguments, status, words) = Self.refusals[index]
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errorLines.count == 1)
      for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    }

    @Test func showsReconstructions() throws {
      let images = TestFiles.packageRoot.appending(path: "data/mnist5k-images-idx3-ubyte.gz").path
      _ = try run(
        [
          "train", "--data", images, "--max-iterations", "2", "--minimizer", "lbfgs", "--model",
          "m.mat",
        ] + Self.options)
      let command = ["--data", images, "--model", "m.mat", "--output", "p.png"]
      _ = try run(["show", "reconstructions", "--count", "20"] + command)
      #expect(try folder.bytes("p.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
      let outcome = try Tool.run(["show", "mistakes"] + command, in: folder)
      #expect(outcome.status == 65 && outcome.errors.contains("show reconstructions"))
    }
  }
}
