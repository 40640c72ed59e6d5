import LinearAlgebra
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
}
