import Datasets
import LinearAlgebra
import Random
import Testing

@Suite struct DatasetStratificationTests {
  /// Classes of 60, 30, 9 and 1 examples, mixed up.
  let data: Dataset<Double> = {
    var indices = (0..<100).map { $0 < 60 ? 0 : $0 < 90 ? 1 : $0 < 99 ? 2 : 3 }
    var generator = SplitMix64(seed: 5)
    indices.shuffle(using: &generator)
    return Dataset(
      features: Matrix(rows: 100, columns: 1, elements: (0..<100).map(Double.init)),
      classIndices: indices, encoding: LabelEncoding(labels: ["a", "b", "c", "d"]))
  }()

  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyBeginningOfTheOrderIsFair(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let order = data.stratifiedOrder(using: &generator)
    #expect(order.sorted() == Array(0..<100))
    var counts = [0, 0, 0, 0]
    for (place, index) in order.enumerated() {
      counts[data.classIndices[index]] += 1
      for (count, whole) in zip(counts, data.classCounts) {
        #expect(abs(Double(count) - Double((place + 1) * whole) / 100) < 1.5)
      }
    }
  }

  @Test func splitPartsAreDisjointAndComplete() {
    var generator = SplitMix64(seed: 1)
    let (kept, apart) = data.split(holdingOut: 0.2, using: &generator)
    #expect((kept.exampleCount, apart.exampleCount) == (80, 20))
    #expect(Set(kept.features.elements + apart.features.elements).count == 100)
    #expect(apart.classCounts[..<3] == [12, 6, 2])
    #expect(kept.features.elements == kept.features.elements.sorted())
    for (row, index) in kept.features.elements.enumerated() {
      #expect(kept.classIndices[row] == data.classIndices[Int(index)])
    }
  }

  @Test func aSeedDecidesTheSplit() {
    var (one, same, other) = (SplitMix64(seed: 1), SplitMix64(seed: 1), SplitMix64(seed: 2))
    let first = data.stratifiedOrder(using: &one)
    #expect(first == data.stratifiedOrder(using: &same))
    #expect(first != data.stratifiedOrder(using: &other))
  }

  @Test func neitherPartIsEmpty() {
    var generator = SplitMix64(seed: 4)
    #expect(data.split(holdingOut: 0.001, using: &generator).apart.exampleCount == 1)
    #expect(data.split(holdingOut: 0.999, using: &generator).kept.exampleCount == 1)
    #expect(data.split(holdingOut: 0, using: &generator).apart.exampleCount == 0)
  }
}
