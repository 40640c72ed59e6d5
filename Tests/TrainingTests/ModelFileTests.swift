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

  @Test func anAutoencoderSaysSo() throws {
    let path = folder.path("model.mat")
    let topology = NetworkTopology([4, 2, 4], hidden: .tanh)
    try ModelFile.write(
      Model(
        topology: topology, parameters: (0..<22).map { Double($0) / 7 }, targets: .features,
        imageShape: ImageShape(height: 2, width: 2, order: .rows)), to: path)
    let read = try ModelFile.read(path: path)
    #expect(read.targets == .features && read.topology == topology && read.encoding == nil)
    #expect(try MATFile(path: path).array(named: "fullbatch").structure?["labels"] == nil)
    // A classifier's file does not have the field, as before there were autoencoders.
    try ModelFile.write(Self.model, to: path)
    #expect(try MATFile(path: path).array(named: "fullbatch").structure?["targets"] == nil)
    #expect(try ModelFile.read(path: path).targets == .labels)
  }

  /// Files whose fields contradict each other.
  @Test(arguments: [
    ([5, 4], "squared-error", false), ([4, 4], "softmax-cross-entropy", false),
    ([4, 4], "squared-error", true),
  ])
  func autoencodersThatAreNoneAreRefused(sizes: [Int], loss: String, hasLabels: Bool) throws {
    let path = folder.path("model.mat")
    let count = sizes[1] * (1 + sizes[0])
    var fields: [(name: String, value: MATArray)] = [
      ("targets", MATArray("features")), ("loss", MATArray(loss)),
    ]
    if hasLabels { fields.append(("labels", MATArray(cell: (1...4).map { MATArray("\($0)") }))) }
    try MATFile.write(
      [
        (
          "Theta1",
          MATArray([Double](repeating: 1, count: count), dimensions: [sizes[1], 1 + sizes[0]])
        ),
        ("fullbatch", MATArray(structure: fields)),
      ], to: path)
    let error = try #require(throws: MATFileError.self) { try ModelFile.read(path: path) }
    #expect(error.description.contains("fullbatch.targets"))
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
    ([("Theta1", [1, 1])], "Theta1"),
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
