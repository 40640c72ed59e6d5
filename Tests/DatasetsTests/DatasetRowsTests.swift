import Datasets
import LinearAlgebra
import Testing

@Suite struct DatasetRowsTests {
  @Test func integersAreClassesInAscendingOrder() throws {
    let dataset = try Dataset(rows: [[1, 2], [3, 4], [5, 6]], labels: [10, 2, 10])
    #expect(dataset.encoding.labels == ["2", "10"])
    #expect(dataset.classIndices == [1, 0, 1])
    #expect(dataset.features.elements == [1, 2, 3, 4, 5, 6])
    #expect(dataset.features.columns == 2)
  }

  @Test func textsAreClassesInTheOrderOfTheirCharacters() throws {
    let dataset = try Dataset<Float>(rows: [[1], [2], [3]], labels: ["no", "yes", "maybe"])
    #expect(dataset.encoding.labels == ["maybe", "no", "yes"])
    #expect(dataset.classIndices == [1, 2, 0])
  }

  static let faults: [([[Double]], [Int], DatasetError.Kind, String)] = [
    ([[1, 2], [3]], [0, 1], .sizeMismatch, "rows[1]"),
    ([[1, 2], [3, 4]], [0], .sizeMismatch, "2 examples but 1 labels"),
    ([[1], [.nan]], [0, 1], .invalidValue, "rows[1][0]"),
    ([[1, .infinity]], [0], .invalidValue, "rows[0][1]"),
    ([], [], .sizeMismatch, "0 examples"),
    ([[], []], [0, 1], .sizeMismatch, "0 features"),
  ]

  @Test(arguments: faults)
  func whatIsNoDataSetIsAnError(
    _ rows: [[Double]], _ labels: [Int], _ kind: DatasetError.Kind, _ text: String
  ) throws {
    let error = try #require(throws: DatasetError.self) {
      try Dataset(rows: rows, labels: labels)
    }
    #expect(error.kind == kind)
    #expect(error.description.contains(text))
    #expect(error.description.hasSuffix(")"))
  }

  @Test func descriptionsAreOneLine() throws {
    let dataset = try Dataset(rows: [[1, 2], [3, 4]], labels: ["no", "yes"])
    #expect("\(dataset)" == "2 examples, 2 features, 2 classes: no, yes")
    #expect("\(dataset.metadata)" == "2 examples, 2 classes: no, yes")
    #expect("\(dataset.features)" == "2 × 2 matrix of Double")
    #expect(
      "\(DatasetCollection(training: dataset, test: dataset))"
        == "training: \(dataset); test: 2 examples")
    #expect("\(ImageShape(height: 20, width: 10, order: .rows))" == "20 × 10")
    let many = LabelEncoding(labels: (1...11).map(String.init))
    #expect("\(many)" == "11 classes: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …")
  }
}
