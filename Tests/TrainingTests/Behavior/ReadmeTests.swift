import Datasets
import Foundation
import Optimization
import TestSupport
import Testing
import Training

/// The program that README shows is one that compiles and runs.
@Suite struct ReadmeTests {
  private let folder = TemporaryFolder()

  /// README's program, with its files where the test has them.
  private func program(_ data: String, _ output: String) throws {
    let digits: Dataset<Double> = try DatasetFile.read(path: data).training
    var trainer = Trainer(digits, configuration: TrainingConfiguration(), threads: 2)
    let result = try trainer.run { record, _ in
      print(record.iteration, record.value)
      return .proceed
    }
    let model = trainer.model(with: result)
    try ModelFile.write(model, to: output)
  }

  @Test func theProgramRuns() throws {
    let path = folder.path("model.mat")
    try program(TestFiles.digits, path)
    #expect(try ModelFile.read(path: path).parameters.count == 10285)
  }

  @Test func theProgramIsReadmes() throws {
    let readme = try TestFiles.text("README.md")
    let block = try #require(readme.firstMatch(of: /```swift\n((?s).*?)```/)?.1)
    let here = try String(contentsOfFile: #filePath, encoding: .utf8)
      .replacing("path: data)", with: "path: \"data/ex4data1.mat\")")
      .replacing("to: output)", with: "to: \"model.mat\")")
    for line in block.split(separator: "\n") {
      #expect(here.contains("\(line)\n"), "README: \(line)")
    }
  }
}
