import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// `predict`: one row an example, in the file's own labels.
  @Suite struct PredictCommandTests {
    /// A line of JSON Lines.
    struct Prediction: Decodable {
      let example: Int
      let label: EvaluationDocument.Label
      let probabilities: [Double]
    }

    /// The outputs for the first digit by NumPy.
    static let firstOutputs = [
      2.32843414e-05, 9.97711714e-04, 4.37510249e-04, 1.60510771e-06, 7.77105912e-04,
      4.47937988e-04, 6.88667544e-04, 2.85588416e-04, 1.19028785e-03, 9.97708642e-01,
    ]

    let folder = TemporaryFolder()

    private func predict(_ format: String) throws -> [Substring] {
      let outcome = try Tool.run(
        [
          "predict", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights, "--format",
          format,
        ],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output.split(separator: "\n")
    }

    private func isFirst(_ outputs: [Double]) -> Bool {
      outputs.count == 10
        && zip(outputs, Self.firstOutputs).allSatisfy { abs($0 - $1) < 1e-8 * $1 }
    }

    @Test func writesJSONLines() throws {
      let lines = try predict("jsonl").map {
        try JSONDecoder().decode(Prediction.self, from: Data($0.utf8))
      }
      #expect(lines.map(\.example) == Array(1...5000))
      #expect(isFirst(lines[0].probabilities))
      // The digits are in the order 0, 1, …, 9, five hundred of each; 0 is labelled 10.
      let correct = lines.enumerated().count { index, line in
        line.label.text == (index < 500 ? "10" : "\(index / 500)")
      }
      #expect(correct == 4917)
    }

    @Test func writesCSV() throws {
      let rows = try predict("csv").map { $0.split(separator: ",") }
      #expect(rows.count == 5001, "a header and a row an example")
      #expect(rows.allSatisfy { $0.count == 15 })
      #expect(rows[0].prefix(5) == ["example", "label", "probability", "runner-up", "actual"])
      #expect(rows[1][4] == "10")
      #expect(rows[1][1] == "10")
      #expect(isFirst(rows[1].suffix(10).compactMap { Double($0) }))
    }

    /// Labels with commas, quotes and line breaks, read back by Python.
    @Test(.requires(.python))
    func quotesLabelsInCSV() throws {
      let labels = ["plain", "x, y", "say \"so\"", "two\nlines", "\"", " spaces "]
      let rows = labels.enumerated().flatMap { index, label in
        (0..<3).map { copy in
          "\(index),\(copy),\"" + label.replacing("\"", with: "\"\"") + "\""
        }
      }
      try folder.write(Array((["a,b,label"] + rows).joined(separator: "\n").utf8), to: "d.csv")
      let training = try Tool.run(
        [
          "train", "--data", "d.csv", "--hidden", "9", "--lambda", "0.001", "--quiet",
          "--model", "model.mat",
        ], in: folder)
      try #require(training.status == 0, "\(training.errors)")
      let outcome = try Tool.run(
        ["predict", "--data", "d.csv", "--model", "model.mat", "--format", "csv"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      try folder.write(Array(outcome.output.utf8), to: "out.csv")
      let script = """
        import csv, json, sys
        rows = list(csv.reader(open(sys.argv[1], newline='')))
        print(json.dumps([[row[1] for row in rows], rows[0][5:], [len(row) for row in rows]]))
        """
      let text = try #require(ExternalProgram.runPython(script, [folder.path("out.csv")]))
      let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let columns = try #require(parsed as? [[Any]])
      let expected = try Tool.run(
        ["predict", "--data", "d.csv", "--model", "model.mat", "--json"], in: folder
      )
      .json(Predictions.self).predictions.map(\.label.text)
      #expect(columns[0] as? [String] == ["label"] + expected)
      #expect(Set(expected) == Set(labels), "every label is predicted once")
      let heads = try #require(columns[1] as? [String])
      #expect(Set(heads) == Set(labels.map { "p" + $0 }))
      #expect(Set(columns[2] as? [Int] ?? []) == [11])
    }

    /// What `predict --json` prints.
    private struct Predictions: Decodable {
      let predictions: [Prediction]
    }

    @Test func writesText() throws {
      let lines = try predict("text")
      #expect((5000...5002).contains(lines.count), "a row an example, perhaps below a heading")
    }
  }
}
