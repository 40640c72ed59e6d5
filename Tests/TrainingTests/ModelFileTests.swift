import Datasets
import Foundation
import MATFile
import NeuralNetwork
import TestSupport
import Testing
import Training

@Suite struct ModelFileTests {
  private let folder = TemporaryFolder()

  static let model = Model(
    topology: NetworkTopology([4, 3, 2], hidden: .tanh, output: .softmaxCrossEntropy),
    parameters: (1...23).map { Double($0) / 7 }, encoding: LabelEncoding(labels: ["no", "yes"]),
    imageShape: ImageShape(height: 2, width: 2, order: .columns),
    provenance: [
      Model.Note("lambda", .number(0.1)), Model.Note("minimizer", .text("lbfgs")),
    ])

  @Test func whatIsWrittenIsRead() throws {
    let path = folder.path("model.mat")
    try ModelFile.write(Self.model, to: path)
    let read = try ModelFile.read(path: path)
    #expect(read.topology == Self.model.topology)
    #expect(read.parameters == Self.model.parameters)
    #expect(read.encoding == Self.model.encoding)
    #expect(read.imageShape == Self.model.imageShape)
    #expect(read.provenance == Self.model.provenance)
    #expect(read.parametersSHA256 == Self.model.parametersSHA256)
  }

  @Test func weightsAloneAreANetworkOfSigmoids() throws {
    let model = try ModelFile.read(path: TestFiles.scipyWeights)
    #expect(model.topology == NetworkTopology([400, 25, 10]))
    #expect(model.encoding == nil)
  }

  /// Files that are no model, and what is said about them.
  @Test(arguments: [
    ([("Theta2", [2, 3])], "Theta1"),
    ([("Theta1", [3, 5]), ("Theta2", [2, 5])], "1 + 3 columns"),
    ([("Theta1", [3, 1])], "Theta1"),
  ])
  func badModelsAreRefused(layers: [(String, [Int])], words: String) throws {
    let path = folder.path("model.mat")
    try MATFile.write(
      layers.map { name, sizes in
        (name, MATArray([Double](repeating: 1, count: sizes[0] * sizes[1]), dimensions: sizes))
      }, to: path)
    let error = try #require(throws: MATFileError.self) { try ModelFile.read(path: path) }
    #expect(error.description.contains(words))
  }

  @Test func weightsThatAreNoNumbersAreRefused() throws {
    let path = folder.path("model.mat")
    try MATFile.write([("Theta1", MATArray([1, .nan, 1, 1], dimensions: [2, 2]))], to: path)
    let error = try #require(throws: MATFileError.self) { try ModelFile.read(path: path) }
    #expect(error.description.contains("element (2, 1) is nan"))
  }
}
