import MATFile
import Machine
import Testing

@Suite struct NumbersTests {
  /// The values 0…11 in every storage type and byte order, made by hand.
  static let stored: [MATNumbers] = {
    let values = 0..<12
    let native: [MATNumbers] = [
      MATNumbers(values.map(Int8.init)), MATNumbers(values.map(UInt8.init)),
      MATNumbers(values.map(Int16.init)), MATNumbers(values.map(UInt16.init)),
      MATNumbers(values.map(Int32.init)), MATNumbers(values.map(UInt32.init)),
      MATNumbers(values.map(Int64.init)), MATNumbers(values.map(UInt64.init)),
      MATNumbers(values.map(Float.init)), MATNumbers(values.map(Double.init)),
    ]
    let swapped = native.map { numbers in
      let width = numbers.storage.byteCount
      let bytes = stride(from: 0, to: numbers.bytes.count, by: width).flatMap {
        numbers.bytes[$0..<$0 + width].reversed()
      }
      let other: ByteOrder = numbers.byteOrder == .little ? .big : .little
      return MATNumbers(storedIn: bytes[...], as: numbers.storage, other)
    }
    return native + swapped
  }()

  @Test(arguments: stored) func convertsWhileCopying(_ numbers: MATNumbers) {
    let values = (0..<12).map(Double.init)
    #expect(numbers.doubles == values)
    #expect(numbers.values(as: Float.self) == values.map(Float.init))
    #expect(numbers.exactIntegers == Array(0..<12))
    #expect(numbers[11].double == 11)
    #expect(numbers == MATNumbers(values))
    #expect(numbers != MATNumbers(values.dropLast() + [12.0]))
    #expect(numbers != MATNumbers(Array(values.dropLast())))
  }

  @Test(arguments: stored) func transposesWhileCopying(_ numbers: MATNumbers) {
    // MATLAB: reshape(0:11, 3, 4) has the rows 0 3 6 9, 1 4 7 10 and 2 5 8 11.
    let rows: [Float] = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]
    var destination = [Float](repeating: -1, count: 12)
    var span = destination.mutableSpan
    numbers.copyTransposed(rows: 3, into: &span)
    #expect(destination == rows)
    #expect(numbers.rowMajorValues(rows: 3, as: Float.self) == rows)

    var lastRows = [Double](repeating: -1, count: 8)
    var lastSpan = lastRows.mutableSpan
    numbers.copyTransposed(rows: 3, range: 1..<3, into: &lastSpan)
    #expect(lastRows == rows.suffix(8).map(Double.init))
  }

  /// Sizes on both sides of the tile's.
  @Test(arguments: [1, 31, 32, 33, 70], [1, 31, 32, 33, 65])
  func transposesInTiles(_ rows: Int, _ columns: Int) {
    let numbers = MATNumbers((0..<rows * columns).map(Double.init))
    let expected = (0..<rows).flatMap { row in
      (0..<columns).map { column in Double(column * rows + row) }
    }
    #expect(numbers.rowMajorValues(rows: rows, as: Double.self) == expected)
  }

  @Test func keepsLargeIntegers() {
    #expect(MATNumbers([UInt64.max])[0] == .whole(Int128(UInt64.max)))
    #expect(MATNumbers([UInt64.max]).exactIntegers == nil)
    #expect(MATNumbers([Int64.max]) != MATNumbers([Double(Int64.max)]))
    #expect(MATNumbers([0.5]).exactIntegers == nil)
    #expect(MATNumbers([Double.nan]).exactIntegers == nil)
    #expect(MATNumbers([Double.nan]) == MATNumbers([Float.nan]))
  }

  @Test func saysWhatItIsInsteadOfNumbers() {
    let text = #expect(throws: MATFileError.self) { try MATArray("X").doubles }
    #expect(text?.kind == .wrongClass)
    #expect(text?.problem.contains("1×1 char") == true)
    #expect(throws: MATFileError.self) { try MATArray(real: [1.0], imaginary: [1]).doubles }
    #expect(MATArray("X").cells == nil)
    #expect(MATArray("day").string == "day")
    #expect(MATArray("").string == "")
  }
}
