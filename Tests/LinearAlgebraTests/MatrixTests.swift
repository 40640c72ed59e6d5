import LinearAlgebra
import Random
import Testing

/// A matrix of bytes is the matrix of the numbers that they stand for, in everything but memory.
@Suite struct MatrixTests {
  /// 3 × 4, as a slice of something larger, and the same as scalars.
  static let values = (0...255).map { Double($0) / 255 }
  static let content: [UInt8] = [9, 9, 0, 1, 255, 7, 0, 0, 3, 4, 128, 2, 0, 6, 9]
  static let coded = Matrix(rows: 3, columns: 4, bytes: content[2..<14], values: values)
  static let plain = Matrix(rows: 3, columns: 4, elements: content[2..<14].map { Double($0) / 255 })

  @Test func bytesReadAsTheirNumbers() {
    #expect(Self.coded.elements == Self.plain.elements)
    #expect(Self.coded == Self.plain)
    for row in 0..<3 {
      #expect(Array(Self.coded.row(row)) == Array(Self.plain.row(row)))
      for column in 0..<4 { #expect(Self.coded[row, column] == Self.plain[row, column]) }
    }
    #expect(Self.coded.gathering(rows: [2, 0, 2]) == Self.plain.gathering(rows: [2, 0, 2]))
  }

  @Test func oneOtherByteIsAnotherMatrix() {
    var bytes = Self.content
    bytes[13] += 1
    #expect(Matrix(rows: 3, columns: 4, bytes: bytes[2..<14], values: Self.values) != Self.plain)
    #expect(Matrix(rows: 4, columns: 3, bytes: bytes[2..<14], values: Self.values) != Self.plain)
  }

  @Test func writingMakesScalarsOfAll() {
    var (coded, plain) = (Self.coded, Self.plain)
    coded[1, 2] = 0.3
    plain[1, 2] = 0.3
    #expect(coded == plain)
    #expect(coded.byteCount == plain.byteCount)
    var doubled = Self.coded
    doubled.withMutableElements { for index in $0.indices { $0[index] *= 2 } }
    #expect(doubled.elements == Self.plain.elements.map { 2 * $0 })
    #expect(Self.coded[1, 2] == Self.plain[1, 2], "the copy alone was written to")
  }

  @Test func bytesTakeAByteEach() {
    #expect(Self.plain.byteCount == 12 * 8)
    #expect(Self.coded.byteCount == 12 + 256 * 8)
    #expect(Self.coded.gathering(rows: [1]).byteCount == 4 + 256 * 8)
  }

  /// The kernels' layouts hold the same numbers, whichever way the matrix stores them.
  @Test(arguments: [1, 2, 3])
  func layoutsAreTheSame(threads: Int) {
    var generator = Xoshiro256StarStar(seed: 7)
    let bytes = (0..<300 * 90).map { _ in
      UInt8.random(in: 0...255, using: &generator) & UInt8.random(in: 0...3, using: &generator)
    }
    let coded = Matrix(rows: 300, columns: 90, bytes: bytes[...], values: Self.values)
    let plain = Matrix(rows: 300, columns: 90, elements: bytes.map { Self.values[Int($0)] })
    let layouts = [coded, plain].map { GroupedFeatures($0, labels: [], threads: threads) }
    #expect(layouts[0].order == layouts[1].order)
    #expect(layouts[0].density < 1)
    for block in 0..<layouts[0].blockCount {
      let panels = layouts.map { layout in
        let buffer = AlignedBuffer<Double>(count: 90 * layout.width)
        let panel = Panel(buffer, units: 90, width: layout.width)
        layout.unpack(block: block, into: panel)
        return buffer.numbers
      }
      #expect(panels[0] == panels[1])
    }
  }
}
