import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `cost` against NumPy's and SciPy's values for the exercise's digits.
  @Suite struct CostCommandTests {
    /// Values that are known for weights and a λ.
    struct Known: CustomTestStringConvertible {
      let lambda: Double
      let cost: Double
      let regularization: Double
      let gradientNorm: Double
      let gradientInfinityNorm: Double

      var testDescription: String { "λ = \(lambda)" }

      /// Compares a document with them.
      func check(_ document: CostDocument) {
        #expect(isClose(document.cost, cost, 1e-12))
        #expect(isClose(document.unregularizedCost, cost - regularization, 1e-12))
        #expect(isClose(document.regularization, regularization, 1e-12))
        #expect(isClose(document.gradientNorm, gradientNorm, 1e-11))
        #expect(isClose(document.gradientInfinityNorm, gradientInfinityNorm, 1e-11))
        #expect(document.examples == 5000)
        #expect(document.layers == [400, 25, 10])
        #expect(document.lambda == lambda)
      }

      private func isClose(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
        abs(value - expected) <= tolerance * abs(expected)
      }
    }

    let folder = TemporaryFolder()

    private func cost(_ weights: String, _ options: [String]) throws -> CostDocument {
      let arguments =
        ["cost", "--data", TestFiles.digits, "--weights", weights, "--json"] + options
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try outcome.json()
    }

    /// Norms and λ terms by NumPy, from a plain matrix implementation; costs are published.
    @Test(
      .enabled(if: TestFiles.referenceWeights != nil, "ex4weights.mat is missing"),
      arguments: [
        Known(
          lambda: 0, cost: 0.287629165161319, regularization: 0,
          gradientNorm: 0.01893154747248207, gradientInfinityNorm: 0.002596852372668922),
        Known(
          lambda: 1, cost: 0.383769859090924, regularization: 0.09614069392960473,
          gradientNorm: 0.01291312864262151, gradientInfinityNorm: 0.0017906828671680726),
        Known(
          lambda: 3, cost: 0.576051246950133, regularization: 0.2884220817888142,
          gradientNorm: 0.0037652835282410025, gradientInfinityNorm: 0.0008496553433059731),
      ])
    func isThePublishedCostAtTheReferenceWeights(_ known: Known) throws {
      let weights = try #require(TestFiles.referenceWeights)
      known.check(try cost(weights, ["--lambda", "\(known.lambda)"]))
    }

    /// Costs and the norm at λ = 1 by SciPy, the other norms by NumPy.
    @Test(arguments: [
      Known(
        lambda: 0, cost: 0.200113619257611, regularization: 0,
        gradientNorm: 0.02668303514210965, gradientInfinityNorm: 0.0020655014448266234),
      Known(
        lambda: 1, cost: 0.362693142448460, regularization: 0.1625795231908486,
        gradientNorm: 0.0249096660596572, gradientInfinityNorm: 0.0019845997859120395),
      Known(
        lambda: 3, cost: 0.687852188830157, regularization: 0.48773856957254574,
        gradientNorm: 0.02876971526586313, gradientInfinityNorm: 0.0025799085589498835),
    ])
    func isSciPysCostAtTheWeightsThatSciPyTrained(_ known: Known) throws {
      known.check(try cost(TestFiles.scipyWeights, ["--lambda", "\(known.lambda)"]))
    }

    @Test func hasTheSameBitsOnAnyNumberOfThreads() throws {
      let documents = try [1, 2, 3, 8].map { threads in
        try cost(TestFiles.scipyWeights, ["--lambda", "1", "--threads", "\(threads)"])
      }
      for document in documents.dropFirst() { #expect(document == documents[0]) }
    }

    /// SciPy's weights, all of them larger by a factor.
    private func writeWeights(scaledBy factor: Double) throws {
      let file = try MATFile(path: TestFiles.scipyWeights)
      let thetas = try [("Theta1", [25, 401]), ("Theta2", [10, 26])].map { name, dimensions in
        (
          name: name,
          array: MATArray(
            try file.array(named: name).doubles.map { $0 * factor }, dimensions: dimensions)
        )
      }
      try folder.write(MATFile.encode(thetas), to: "large.mat")
    }

    /// Each term has all its digits, however much larger the other one is; a term that a `Double`
    /// can hold is finite even where the squares of the weights are not.
    @Test(arguments: [10, 100, 500, 512])
    func computesEachTermByItself(_ exponent: Int) throws {
      let regularization = try cost(TestFiles.scipyWeights, ["--lambda", "1"]).regularization
      try writeWeights(scaledBy: Double(sign: .plus, exponent: exponent, significand: 1))
      let data = try cost("large.mat", [])
      let regularized = try cost("large.mat", ["--lambda", "1"])
      #expect(data.cost.isFinite && data.cost > 1)
      #expect(regularized.unregularizedCost == data.cost)
      #expect(
        regularized.regularization
          == Double(sign: .plus, exponent: 2 * exponent, significand: regularization))
      #expect(regularized.gradientNorm.isFinite)
    }

    @Test(arguments: [520, 996])
    func saysThatTheRegularizationOverflows(_ exponent: Int) throws {
      try writeWeights(scaledBy: Double(sign: .plus, exponent: exponent, significand: 1))
      let command = ["cost", "--data", TestFiles.digits, "--weights", "large.mat"]
      #expect(try Tool.run(command, in: folder).status == 0, "without the regularization")
      let outcome = try Tool.run(command + ["--lambda", "1"], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("regularization inf"))
      #expect(!outcome.output.contains("nan"))
      #expect(
        outcome.errors == "fullbatch: large.mat: the cost is not a finite number: "
          + "the regularization overflows (use smaller weights)\n")
      let document = try Tool.run(command + ["--lambda", "1", "--json"], in: folder)
      #expect(document.status == 2)
      #expect(document.output.contains("\"regularization\" : null"))
      #expect(!document.output.contains("\"unregularizedCost\" : null"))
    }

    @Test func saysThatTheDataTermIsNoFiniteNumber() throws {
      try folder.write(Sample.dataset(), to: "d.mat")
      let largest = Double.greatestFiniteMagnitude
      try folder.write(
        Sample.network(
          Theta2: MATArray([Double](repeating: largest, count: 18), dimensions: [3, 6])),
        to: "w.mat")
      let outcome = try Tool.run(["cost", "--data", "d.mat", "--weights", "w.mat"], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("the cost is not a finite number: the data term "))
    }

    @Test func readsVariablesOfOtherNames() throws {
      let file = try MATFile(path: TestFiles.digits)
      let renamed = try MATFile.encode(
        [("pixels", try file.array(named: "X")), ("digits", try file.array(named: "y"))])
      try folder.write(renamed, to: "renamed.mat")
      let outcome = try Tool.run(
        [
          "cost", "--data", "renamed.mat", "--features", "pixels", "--labels", "digits",
          "--weights", TestFiles.scipyWeights, "--json",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try outcome.json(CostDocument.self) == cost(TestFiles.scipyWeights, []))
    }
  }
}
