import MATFile
import StoredNumbers
import Testing

@Suite struct MATSparseTests {
  /// MATLAB: sparse([2 1 3], [1 4 4], [1.5 -2 4], 3, 4).
  private let sparse = MATArray(
    dimensions: [3, 4],
    .sparse(
      MATSparse(rows: [1, 0, 2], columns: [0, 3, 3], values: StoredNumbers([1.5, -2, 4]))))

  @Test func writesZerosOut() throws {
    let dense = try sparse.dense()
    #expect(
      dense == MATArray(rowMajor: [0, 0, 0, -2, 1.5, 0, 0, 0, 0, 0, 0, 4], rows: 3, columns: 4))
    #expect(try dense.dense() == dense)
  }

  @Test func keepsTruthValues() throws {
    let truth = MATArray(
      dimensions: [2, 2],
      .sparse(
        MATSparse(rows: [1], columns: [0], values: StoredNumbers([1] as [UInt8]), isLogical: true)))
    #expect(truth.arrayClass == .logical)
    #expect(
      try truth.dense() == MATArray(logical: [false, true, false, false], dimensions: [2, 2]))
  }

  @Test func isBounded() {
    let error = #expect(throws: MATFileError.self) { try sparse.dense(atMost: 11) }
    #expect(error?.kind == .tooLarge)
  }
}
