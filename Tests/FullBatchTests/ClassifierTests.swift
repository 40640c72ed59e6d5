import Foundation
import FullBatch
import TestSupport
import Testing

/// The short API, as a program that imports `FullBatch` alone has it.
@Suite struct ClassifierTests {
  static func digits() throws -> Dataset<Double> {
    try Dataset(contentsOf: TestFiles.digits)
  }

  /// Points on a line: negative ones are "a", positive ones "b".
  static func points() throws -> Dataset<Double> {
    try Dataset(rows: [[-2], [-1], [1], [2]], labels: ["a", "a", "b", "b"])
  }

  /// A model of the points, by a network of one hidden unit.
  static func model() throws -> Model {
    try Classifier(hidden: [1], regularization: 0.01).fit(points())
  }

  /// The defaults are those of `fullbatch train`, which trains by the default configuration.
  @Test func theDefaultsGiveTheToolsParameters() throws {
    let digits = try Self.digits()
    let (model, result) = try Classifier().train(on: digits)
    #expect(result.isConverged)
    #expect(Classifier().configuration == TrainingConfiguration())
    var trainer = Trainer(digits, configuration: TrainingConfiguration(), threads: 1)
    let expected = try trainer.run()
    #expect(model.parameters == expected.parameters)
    #expect(try model.score(digits) > 0.99)
    let labels = try model.predict(digits)
    #expect(Set(labels) == Set((1...10).map(String.init)))
    let report = try model.evaluate(digits)
    #expect(
      report.confusion.correctCount
        == zip(labels, digits.classIndices).count {
          $0 == digits.encoding.labels[$1]
        })
  }

  @Test func rowsMatricesAndDatasetsGiveOnePrediction() throws {
    let model = try Self.model()
    let dataset = try Self.points()
    let rows = [[-2.0], [-1], [1], [2]]
    let expected = ["a", "a", "b", "b"]
    #expect(try model.predict(rows) == expected)
    #expect(try model.predict(dataset) == expected)
    #expect(try model.predict(dataset.features) == expected)
    let probabilities = try model.probabilities(rows)
    #expect(probabilities.rows == 4 && probabilities.columns == model.labels.count)
    #expect(probabilities.elements.allSatisfy { (0...1).contains($0) })
    #expect(try model.probabilities(dataset) == probabilities)
    #expect(try model.predict([[Double]]()).isEmpty)
  }

  @Test func floatTrainsToo() throws {
    let points = try Dataset<Float>(rows: [[-2], [-1], [1], [2]], labels: [-1, -1, 1, 1])
    let model = try Classifier(hidden: [2], regularization: 0.01).fit(points)
    #expect(try model.predict([[Float(-3)], [3]]) == ["-1", "1"])
    #expect(try model.score(points) == 1)
  }

  @Test func aModelSurvivesItsFile() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "fullbatch-\(UUID().uuidString).mat").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let model = try Self.model()
    try model.save(to: path)
    let read = try Model(contentsOf: path)
    #expect(read.parameters == model.parameters)
    #expect(read.labels == ["a", "b"])
    #expect(try read.predict([[5.0]]) == ["b"])
    let missing = #expect(throws: MATFileError.self) { try Model(contentsOf: path + ".missing") }
    #expect(missing?.kind == .noSuchFile)
    #expect(throws: MATFileError.self) { try model.save(to: path + "/below") }
  }

  @Test func anObserverEndsTheTraining() throws {
    var iterations: [Int] = []
    let (_, result) = try Classifier(hidden: [2]).train(on: Self.points()) { record in
      iterations.append(record.iteration)
      return record.iteration < 2 ? .proceed : .stop
    }
    #expect(iterations == [0, 1, 2])
    #expect(result.stopReason == .observer)
    let model = try Classifier(hidden: [2], maxIterations: 3).fit(Self.points())
    #expect(model.provenance.contains { $0.name == "stopReason" && $0.text == "iterationLimit" })
  }

  @Test func weightsWithoutLabelsNumberTheirClasses() throws {
    let topology = NetworkTopology([1, 2])
    let model = Model(topology: topology, parameters: [0, 0, 1, -1])
    #expect(model.labels == ["1", "2"])
    #expect(try model.predict([[1.0], [-1]]) == ["1", "2"])
    #expect(try model.score(Dataset(rows: [[1.0], [-1]], labels: ["x", "y"])) == 1)
    #expect(try model.score(Dataset(rows: [[1.0]], labels: [2])) == 0)
  }
}

/// What the short API refuses, and what it says.
@Suite struct ClassifierErrorTests {
  static let faults: [(Classifier, String)] = [
    (Classifier(hidden: [0]), "hidden"),
    (Classifier(regularization: -1), "regularization"),
    (Classifier(regularization: .nan), "regularization"),
    (Classifier(maxIterations: -1), "maxIterations"),
    (Classifier(gradientTolerance: .nan), "gradientTolerance"),
    (Classifier(threads: 0), "threads"),
  ]

  @Test(arguments: faults)
  func aHyperparameterOutOfRangeIsNamed(_ classifier: Classifier, _ name: String) throws {
    let error = try #require(throws: ClassifierError.self) {
      try classifier.fit(ClassifierTests.points())
    }
    guard case .hyperparameter(name, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("must be"))
  }

  @Test func anotherNumberOfFeaturesIsAnError() throws {
    let model = try ClassifierTests.model()
    let fault = ClassifierError.featureCount(found: 2, expected: 1)
    #expect(throws: fault) { try model.predict([[1.0, 2]]) }
    #expect(throws: fault) { try model.probabilities(Matrix<Float>(rows: 1, columns: 2)) }
    #expect(throws: fault) { try model.score(Dataset(rows: [[1.0, 2]], labels: ["a"])) }
    #expect(
      fault.description == "the examples have 2 features, the model was trained on 1 "
        + "(pass the same features, in the same order, as in the training data)")
  }

  @Test func anAutoencoderReconstructsAndPredictsNoLabels() throws {
    let model = Model(
      topology: NetworkTopology([2, 1, 2]), parameters: [1, 2, -1, 0, 0.5, -2, 1],
      targets: .features)
    let rows = Matrix(rows: 1, columns: 2, elements: [0.5, 0.25])
    // σ(1 + 2 · 0.5 − 0.25) = σ(1.75), then σ(0 − 2 σ(1.75)) and σ(0.5 + σ(1.75)).
    let outputs = try model.reconstructions(of: rows)
    #expect(abs(outputs[0, 0] - 0.1539559) < 1e-7 && abs(outputs[0, 1] - 0.7944487) < 1e-7)
    let fault = ClassifierError.otherTargets(.features)
    #expect(throws: fault) { try model.predict(rows) }
    #expect(throws: fault) { try model.probabilities(rows) }
    #expect(throws: fault) { try model.score(Dataset(rows: [[1.0, 2]], labels: ["a"])) }
    let classifier = try ClassifierTests.model()
    #expect(throws: ClassifierError.otherTargets(.labels)) {
      try classifier.reconstructions(of: Matrix(rows: 1, columns: 1, elements: [1.0]))
    }
  }

  @Test func rowsThatAreNoDataAreAnError() throws {
    let model = try ClassifierTests.model()
    for rows in [[[1.0], [1, 2]], [[Double.nan]], [[1], []]] {
      let error = try #require(throws: ClassifierError.self) { try model.predict(rows) }
      guard case .data = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test func aLabelThatTheModelLacksIsAnError() throws {
    let model = try ClassifierTests.model()
    let error = try #require(throws: ClassifierError.self) {
      try model.evaluate(Dataset(rows: [[1.0]], labels: ["c"]))
    }
    #expect(error.description.contains("the classes are a, b"))
  }

  /// A set of one class is learned like any other, and one without examples is an error.
  @Test func theSmallestDataSets() throws {
    let single = try Dataset(rows: [[1.0], [2]], labels: ["only", "only"])
    #expect(try Classifier(hidden: []).fit(single).predict([[3.0]]) == ["only"])
    let empty = try ClassifierTests.points().selecting([])
    let error = try #require(throws: ClassifierError.self) { try Classifier().fit(empty) }
    #expect(error.description.contains("no examples"))
  }

  /// One output for two classes: its probability is that of the second.
  @Test func aSingleOutputTellsTwoClassesApart() throws {
    var classifier = Classifier(hidden: [], hasBinaryOutput: true, regularization: 0.01)
    let model = try classifier.fit(ClassifierTests.points())
    #expect(model.topology.layerSizes == [1, 1] && model.labels == ["a", "b"])
    #expect(try model.predict([[-3.0], [3]]) == ["a", "b"])
    let probabilities = try model.probabilities([[-3.0], [3]])
    #expect(probabilities.columns == 2)
    #expect(probabilities[0, 0] == 1 - probabilities[0, 1] && probabilities[0, 0] > 0.9)
    #expect(try model.score(ClassifierTests.points()) == 1)
    let three = try Dataset(rows: [[1.0], [2], [3]], labels: ["a", "b", "c"])
    let error = try #require(throws: ClassifierError.self) { try classifier.fit(three) }
    #expect(error.description.contains("the examples have 3"))
    classifier.loss = .softmaxCrossEntropy
    let other = try #require(throws: ClassifierError.self) {
      try classifier.fit(ClassifierTests.points())
    }
    #expect(other.description.contains("hasBinaryOutput"))
  }

  /// A number that no reader would let through makes no model.
  @Test func aFailedTrainingIsAnErrorOfFitAlone() throws {
    let broken = Dataset(
      features: Matrix(rows: 2, columns: 1, elements: [Double.infinity, 1]), classIndices: [0, 1],
      encoding: LabelEncoding(labels: ["a", "b"]))
    let classifier = Classifier(hidden: [2], minimizer: .lbfgs)
    #expect(throws: ClassifierError.failed(.startNotFinite)) { try classifier.fit(broken) }
    #expect(try classifier.train(on: broken).result.stopReason == .startNotFinite)
  }
}
