import Foundation
import FullBatch
import TestSupport
import Testing

/// The programs that README shows compile and run.
@Suite struct ReadmeTests {
  /// README's first program, with the files of the test.
  private func train(_ data: String, _ output: String) throws {
    let digits = try Dataset(contentsOf: data)
    let model = try Classifier(hidden: [25]).fit(digits)
    print(try model.score(digits), try model.predict(digits).prefix(5))
    try model.save(to: output)
  }

  /// README's second program.
  private func minimizeRosenbrock() -> MinimizationResult {
    let result = minimize(from: [-1.2, 1]) { x, gradient in
      let bend = x[1] - x[0] * x[0]
      gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0])
      gradient[1] = 200 * bend
      return 100 * bend * bend + (1 - x[0]) * (1 - x[0])
    }
    print(result.parameters, result.stopReason)
    return result
  }

  @Test func theProgramsRun() throws {
    try TemporaryFolder.withFile(named: "model.mat") { path in
      try train(TestFiles.digits, path)
      #expect(try Model(contentsOf: path).parameters.count == 10285)
    }
    let result = minimizeRosenbrock()
    #expect(result.isConverged && abs(result.parameters[0] - 1) < 1e-6)
  }

  @Test func theProgramsAreThoseOfReadme() throws {
    func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
    let readme = try text(TestFiles.packageRoot.appending(path: "README.md"))
    let programs = readme.matches(of: /```swift\n((?s).*?)```/).map(\.1)
    let here = try text(URL(filePath: #filePath))
      .replacing("contentsOf: data)", with: "contentsOf: \"data/ex4data1.mat\")")
      .replacing("to: output)", with: "to: \"model.mat\")")
    #expect(programs.count == 2)
    for line in programs.flatMap({ $0.split(separator: "\n") })
    where line != "import Optimization" {
      #expect(here.contains("\(line)\n"), "README: \(line)")
    }
  }
}
