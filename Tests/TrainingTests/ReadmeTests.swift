import Datasets
import Foundation
import Optimization
import Testing
import Training

/// The program that README shows is one that compiles and runs.
@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// README's program, with its files where the test has them.
  private func program(_ data: String, _ output: String) throws {
    let digits: Dataset<Double> = try DatasetFile.read(path: data).training
    var trainer = Trainer(digits, configuration: TrainingConfiguration(), threads: 2)
    let result = try trainer.run { record, _ in
      print(record.iteration, record.cost ?? .nan)
      return .proceed
    }
    let model = trainer.model(with: result)
    try ModelFile.write(model, to: output)
  }

  @Test func theProgramRuns() throws {
    let path = ModelFileTests.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try program(Self.root.appending(path: "data/ex4data1.mat").path(), path)
    #expect(try ModelFile.read(path: path).parameters.count == 10285)
  }

  @Test func theProgramIsReadmes() throws {
    func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
    let readme = try text(Self.root.appending(path: "README.md"))
    let block = try #require(readme.firstMatch(of: /```swift\n((?s).*?)```/)?.1)
    let here = try text(URL(filePath: #filePath))
      .replacing("path: data)", with: "path: \"data/ex4data1.mat\")")
      .replacing("to: output)", with: "to: \"model.mat\")")
    for line in block.split(separator: "\n") {
      #expect(here.contains("\(line)\n"), "README: \(line)")
    }
  }
}
