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

/// A matrix of sparse rows is the matrix with their zeros, in everything but memory.
@Suite struct SparseMatrixTests {
  /// 4 × 5 with an empty row, an empty column, and a stored zero.
  static let sparse = Matrix<Double>(
    rows: 4, columns: 5, starts: [0, 2, 2, 5, 6], indices: [0, 3, 0, 1, 4, 3],
    values: [1, -2, 3, 0, 5, 6])
  static let dense = Matrix<Double>(
    rows: 4, columns: 5,
    elements: [1, 0, 0, -2, 0] + [0, 0, 0, 0, 0] + [3, 0, 0, 0, 5] + [0, 0, 0, 6, 0])

  @Test func readsWithItsZeros() {
    #expect(Self.sparse.elements == Self.dense.elements)
    #expect(Self.sparse == Self.dense && Self.dense == Self.sparse && Self.sparse == Self.sparse)
    for row in 0..<4 {
      #expect(Array(Self.sparse.row(row)) == Array(Self.dense.row(row)))
      for column in 0..<5 { #expect(Self.sparse[row, column] == Self.dense[row, column]) }
    }
  }

  @Test func oneOtherElementIsAnotherMatrix() {
    var other = Self.sparse
    other[1, 1] = 7
    var dense = Self.dense
    dense[1, 1] = 7
    #expect(other == dense)
    #expect(other != Self.sparse && other != Self.dense)
    #expect(other.byteCount == dense.byteCount, "writing makes scalars of all")
  }

  @Test(arguments: [[2, 0, 2], [1], [], [3, 2, 1, 0]])
  func chosenRowsAndColumns(_ indices: [Int]) {
    #expect(Self.sparse.gathering(rows: indices) == Self.dense.gathering(rows: indices))
    #expect(Self.sparse.gathering(columns: indices) == Self.dense.gathering(columns: indices))
  }

  @Test func stackedAndJoined() {
    let (sparse, dense) = (Self.sparse, Self.dense)
    for parts in [[sparse, sparse], [sparse, dense], [dense, sparse, sparse]] {
      let plain = parts.map { _ in dense }
      #expect(Matrix.stacking(parts) == Matrix.stacking(plain))
      #expect(Matrix.joining(parts) == Matrix.joining(plain))
      // The zero that is stored is not stored again where rows become sparse.
      let elements = parts.reduce(0) { $0 + ($1.byteCount == sparse.byteCount ? 6 : 5) }
      #expect(
        Matrix.stacking(parts).byteCount == elements * 12 + (4 * parts.count + 1) * 8)
      #expect(Matrix.joining(parts).byteCount == elements * 12 + 5 * 8)
    }
  }

  @Test(
    arguments: [
      ([0], [4], true), ([0, 0, 0, 0, 0], [1, 2, 3, 4, 5], true), ([1], [4], false),
      ([0, 0, 0, 1, 0], [1, 2, 3, 4, 5], false),
    ] as [([Double], [Double], Bool)])
  func scaledLikeTheNumbers(offsets: [Double], divisors: [Double], staysSparse: Bool) {
    var (sparse, dense) = (Self.sparse, Self.dense)
    let areFinite = [
      sparse.scale(subtracting: offsets, dividingBy: divisors),
      dense.scale(subtracting: offsets, dividingBy: divisors),
    ]
    #expect(areFinite == [true, true])
    #expect(sparse == dense)
    #expect((sparse.byteCount == Self.sparse.byteCount) == staysSparse)
  }

  @Test func takesTwelveBytesPerElementAndEightPerRow() {
    #expect(Self.sparse.byteCount == 6 * 12 + 5 * 8)
    #expect(Self.sparse.gathering(rows: [2]).byteCount == 3 * 12 + 2 * 8)
  }

  @Test func columnsOfZerosAreLeftOut() throws {
    let (window, columns) = try #require(Self.sparse.withoutZeroColumns(rows: [3, 0, 1]))
    #expect(columns == [0, 3])
    #expect(window.elements == [0, 6, 1, -2, 0, 0])
    let empty = try #require(Self.sparse.withoutZeroColumns(rows: [1, 1]))
    #expect(empty.matrix == Matrix(rows: 2, columns: 1) && empty.columns == [0])
    #expect(Self.dense.withoutZeroColumns(rows: [0])?.columns == nil)
  }
}
