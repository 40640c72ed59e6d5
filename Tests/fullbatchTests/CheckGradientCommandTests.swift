import TestSupport
import Testing

extension ToolTests {
  /// `check-gradient` at random points and at given weights.
  @Suite struct CheckGradientCommandTests {
    let folder = TemporaryFolder()

    private func check(_ options: [String]) throws -> GradientDocument {
      let outcome = try Tool.run(["check-gradient", "--json"] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try outcome.json()
    }

    private func expectPassed(_ document: GradientDocument, layers: [Int]) {
      #expect(document.passed)
      #expect(document.relativeDifference < 1e-8)
      #expect(document.relativeDifference >= 0)
      let worst = document.worst
      // Layers, rows and columns count from 1, as in Theta2(3, 1).
      guard (1..<layers.count).contains(worst.layer) else {
        Issue.record("layer \(worst.layer) of \(layers)")
        return
      }
      #expect((1...layers[worst.layer]).contains(worst.row))
      #expect((1...layers[worst.layer - 1] + 1).contains(worst.column))
      #expect(abs(worst.analytic - worst.numerical) < 1e-6)
    }

    @Test func passesAtSeveralRandomPointsOfTheExercise() throws {
      let document = try check(["--data", TestFiles.digits])
      #expect(document.points >= 2, "one random point is a coincidence")
      expectPassed(document, layers: [400, 25, 10])
    }

    @Test func passesAtGivenWeightsAndStillAtRandomPoints() throws {
      let document = try check(["--data", TestFiles.digits, "--weights", TestFiles.scipyWeights])
      #expect(document.points >= 2, "a wrong gradient can be right at the given weights")
      expectPassed(document, layers: [400, 25, 10])
    }

    @Test(arguments: [
      (hidden: "5", layers: [4, 5, 3]), (hidden: "6,5", layers: [4, 6, 5, 3]),
      (hidden: "0", layers: [4, 3]),
    ])
    func passesOnSmallNetworks(hidden: String, layers: [Int]) throws {
      try folder.write(Sample.dataset(), to: "small.mat")
      expectPassed(try check(["--data", "small.mat", "--hidden", hidden]), layers: layers)
    }

    /// At a minimum both slopes are rounding: they say nothing against the gradient.
    @Test func passesAtAMinimum() throws {
      try folder.write(Sample.dataset(), to: "small.mat")
      let options = ["--data", "small.mat", "--lambda", "1"]
      let training = try Tool.run(
        ["train", "--hidden", "5", "--gradient-tolerance", "1e-15", "--model", "minimum.mat"]
          + options, in: folder)
      #expect(training.status == 0, "\(training.errors)")
      expectPassed(try check(options + ["--weights", "minimum.mat"]), layers: [4, 5, 3])
    }

    @Test func saysTheSameInWords() throws {
      let outcome = try Tool.run(["check-gradient", "--data", TestFiles.digits], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(/Theta[12]\(\d+, ?\d+\)/), "the worst component by its place")
    }
  }
}
