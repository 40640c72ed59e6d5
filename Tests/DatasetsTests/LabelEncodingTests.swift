import Datasets
import LinearAlgebra
import Testing

@Suite struct LabelEncodingTests {
  @Test(arguments: [
    (["10", "9", "1"], ["1", "9", "10"]), (["b", "10", "a"], ["10", "a", "b"]),
    (["-1", "1", "0"], ["-1", "0", "1"]), ([], []),
  ])
  func occurringLabelsAreInOrder(labels: [String], order: [String]) {
    #expect(LabelEncoding(occurringIn: labels + labels).labels == order)
  }

  @Test func anotherEncoding() throws {
    let data = Dataset(
      features: Matrix<Float>(rows: 2, columns: 1), classIndices: [1, 0],
      encoding: LabelEncoding(labels: ["3", "5"]))
    let all = LabelEncoding(labels: ["1", "3", "4", "5"])
    #expect(try data.encoded(as: all).classIndices == [3, 1])
    let error = #expect(throws: DatasetError.self) {
      try data.encoded(as: LabelEncoding(labels: ["5", "7"]))
    }
    #expect(error?.kind == .invalidValue)
    #expect(error?.place == "example 2", "counted from 1, as everywhere in messages")
  }
}
