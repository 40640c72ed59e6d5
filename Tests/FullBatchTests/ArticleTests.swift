import Foundation
import TestSupport
import Testing

/// The code in the documentation's articles is that of the examples, which are built and run.
@Suite struct ArticleTests {
  static let articles = [
    ("FullBatch/FullBatch.docc/TrainingAClassifier", "TrainAndPredict"),
    ("Optimization/Optimization.docc/MinimizingYourOwnFunction", "MinimizeYourOwn"),
    ("OptimizationProblems/OptimizationProblems.docc/TheStandardProblems", "StandardProblems"),
    ("MATFile/MATFile.docc/ReadingAndWritingMATFiles", "ReadAndWriteMAT"),
  ]

  static func lines(_ path: String) throws -> [Substring] {
    let url = TestFiles.packageRoot.appending(path: path)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
  }

  @Test(arguments: articles)
  func anArticleShowsItsExample(_ article: String, _ example: String) throws {
    let program = Set(try Self.lines("Examples/\(example)/main.swift"))
    var isCode = false
    var count = 0
    for line in try Self.lines("Sources/\(article).md") {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else if isCode {
        count += 1
        #expect(program.contains(line), "\(article): \(line)")
      }
    }
    #expect(count > 5)
  }
}
