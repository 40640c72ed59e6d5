import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `--json`: one document and nothing else, with the keys that scripts rely on.
  @Suite struct JSONTests {
    /// A command and the keys of its document.
    struct Command: CustomTestStringConvertible {
      let arguments: [String]
      let keys: Set<String>

      var testDescription: String { arguments.prefix(2).joined(separator: " ") }
    }

    static let commands = [
      Command(
        arguments: ["cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights],
        keys: [
          "cost", "unregularizedCost", "regularization", "gradientNorm", "gradientInfinityNorm",
          "examples", "layers", "lambda",
        ]),
      Command(
        arguments: ["check-gradient", "--data", TestFiles.digits],
        keys: ["passed", "points", "relativeDifference", "worst"]),
      Command(
        arguments: ["train", "--data", TestFiles.digits, "--max-iterations", "2"],
        keys: [
          "cost", "iterations", "evaluations", "seconds", "stopReason", "converged",
          "trainingAccuracy", "validationAccuracy", "parametersSHA256", "seed", "keep",
        ]),
      Command(
        arguments: ["evaluate", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights],
        keys: ["accuracy", "classes", "macro", "weighted", "confusion"]),
      Command(
        arguments: ["inspect", TestFiles.digits], keys: ["format", "byteOrder", "variables"]),
      Command(
        arguments: ["predict", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights],
        keys: []),
      Command(
        arguments: ["show", "examples", "--data", TestFiles.digits, "--output", "sheet.png"],
        keys: []),
      Command(
        arguments: [
          "ex4", "--data", TestFiles.digits, "--max-iterations", "2", "--output", "results",
        ],
        keys: []),
      Command(arguments: ["doctor"], keys: []),
    ]

    let folder = TemporaryFolder()

    @Test(arguments: commands)
    func printsOneDocumentAndNothingElse(_ command: Command) throws {
      let outcome = try Tool.run(command.arguments + ["--json", "--quiet"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.isEmpty)
      // The parser refuses whatever stands before or behind the document.
      let missing = try command.keys.subtracting(outcome.keys())
      #expect(missing.isEmpty)
    }

    /// Weights whose squares overflow have a cost and slopes that JSON can't write.
    @Test(arguments: ["cost", "check-gradient", "ex4"])
    func printsNullForWhatIsNotFinite(_ command: String) throws {
      let weights = try MATFile(path: TestFiles.scipyWeights)
      try folder.write(
        Sample.network(
          Theta1: MATArray(
            weights.array(named: "Theta1").doubles.map { $0 * 1e200 }, dimensions: [25, 401]),
          Theta2: weights.array(named: "Theta2")),
        to: "huge.mat")
      let options =
        command == "ex4" ? ["--max-iterations", "0", "--output", "results"] : ["--lambda", "1"]
      let outcome = try Tool.run(
        [command, "--data", TestFiles.digits, "--weights", "huge.mat", "--json", "--quiet"]
          + options,
        in: folder)
      #expect(outcome.status == (command == "check-gradient" ? 1 : 2), "\(outcome.errors)")
      #expect(try !outcome.keys().isEmpty)
      #expect(outcome.output.contains(/"(cost|relativeDifference)" : null/))
    }

    /// A number that is read and printed again must not become shorter: then it was exact.
    @Test(arguments: commands)
    func printsNumbersExactlyAndNoLonger(_ command: Command) throws {
      let outcome = try Tool.run(command.arguments + ["--json", "--quiet"], in: folder)
      let text = outcome.output.replacing(/"[^"]*"/, with: "")
      let numbers = text.matches(of: /-?\d+(\.\d+)?([eE][-+]?\d+)?/).map { String($0.output.0) }
      for number in numbers {
        let value = try #require(Double(number))
        #expect(digits(number) <= digits("\(value)"), "\(number)")
      }
      if command.keys.contains("cost") {
        #expect(numbers.contains { digits($0) >= 15 }, "numbers are not rounded for display")
      }
    }

    /// How many significant digits a number is written with; zeros at its end are none.
    private func digits(_ number: String) -> Int {
      let significand = number.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
      return significand.drop { $0 == "0" }.reversed().drop { $0 == "0" }.count
    }

    @Test(arguments: commands)
    func documentsEveryKey(_ command: Command) throws {
      let page = TestFiles.packageRoot.appending(path: "docs/json.md")
      let documentation = try String(contentsOf: page, encoding: .utf8)
      let outcome = try Tool.run(command.arguments + ["--json", "--quiet"], in: folder)
      let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let undocumented = keys(document).filter { !documentation.contains("`\($0)`") }
      #expect(undocumented.isEmpty, "\(undocumented.sorted())")
    }

    /// The keys of a document at any depth.
    private func keys(_ document: Any) -> Set<String> {
      switch document {
      case let object as [String: Any]:
        object.values.reduce(into: Set(object.keys)) { $0.formUnion(keys($1)) }
      case let array as [Any]:
        array.reduce(into: []) { $0.formUnion(keys($1)) }
      default: []
      }
    }
  }
}
