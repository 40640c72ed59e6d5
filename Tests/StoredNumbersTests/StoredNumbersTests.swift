import Machine
import StoredNumbers
import Testing

@Suite("Numbers as they are stored")
struct StoredNumbersTests {
  /// The values 0…11 in every element type and byte order, made by hand.
  static let stored: [StoredNumbers] = {
    let values = 0..<12
    let native: [StoredNumbers] = [
      StoredNumbers(values.map(Int8.init)), StoredNumbers(values.map(UInt8.init)),
      StoredNumbers(values.map(Int16.init)), StoredNumbers(values.map(UInt16.init)),
      StoredNumbers(values.map(Int32.init)), StoredNumbers(values.map(UInt32.init)),
      StoredNumbers(values.map(Int64.init)), StoredNumbers(values.map(UInt64.init)),
      StoredNumbers(values.map { Float16($0) }), StoredNumbers(values.map(Float.init)),
      StoredNumbers(values.map(Double.init)),
    ]
    let swapped = native.map { numbers in
      let width = numbers.elementType.byteCount
      let bytes = stride(from: 0, to: numbers.bytes.count, by: width).flatMap {
        numbers.bytes[$0..<$0 + width].reversed()
      }
      let other: ByteOrder = numbers.byteOrder == .little ? .big : .little
      return StoredNumbers(bytes[...], as: numbers.elementType, other)
    }
    return native + swapped
  }()

  @Test("Every type and byte order is converted", arguments: stored)
  func converts(_ numbers: StoredNumbers) {
    let values = (0..<12).map(Double.init)
    #expect(numbers.doubles == values)
    #expect(numbers.values(as: Float.self) == values.map(Float.init))
    #expect(numbers.exactIntegers == Array(0..<12))
    #expect(numbers[11].double == 11)
    #expect(numbers[3..<5].doubles == [3, 4])
    #expect(numbers == StoredNumbers(values))
    #expect(numbers != StoredNumbers(values.dropLast() + [12.0]))
    #expect(numbers != StoredNumbers(Array(values.dropLast())))
  }

  @Test("Column-major storage is transposed", arguments: stored)
  func transposes(_ numbers: StoredNumbers) {
    // MATLAB: reshape(0:11, 3, 4) has the rows 0 3 6 9, 1 4 7 10 and 2 5 8 11.
    let rows: [Float] = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]
    let (values, firstNonFinite) = numbers.rowMajorValues(
      as: Float.self, dimensions: [3, 4], storedIn: .columnMajor)
    #expect(values == rows && firstNonFinite == nil)
    // NumPy: numpy.arange(12).reshape(2, 3, 2, order='F').ravel().
    let block: [Double] = [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]
    #expect(
      numbers.rowMajorValues(dimensions: [2, 3, 2], storedIn: .columnMajor).values == block)
    #expect(
      numbers.rowMajorValues(dimensions: [2, 3, 2], storedIn: .rowMajor).values
        == (0..<12).map(Double.init))
  }

  @Test(
    "Sizes on both sides of a piece of rows",
    arguments: [1, 31, 32, 33, 1100], [1, 31, 32, 33, 65, 40_000])
  func transposesInPieces(_ rows: Int, _ columns: Int) {
    guard rows * columns < 2_000_000 else { return }
    let numbers = StoredNumbers((0..<rows * columns).map(Double.init))
    let expected = (0..<rows).flatMap { row in
      (0..<columns).map { column in Double(column * rows + row) }
    }
    #expect(
      numbers.rowMajorValues(dimensions: [rows, columns], storedIn: .columnMajor).values
        == expected)
  }

  @Test("The first number that is not finite is found, also after rounding")
  func firstNonFinite() {
    var values = [Double](repeating: 1, count: 100_000)
    (values[70_001], values[99_999]) = (.nan, .infinity)
    func place<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>(_: Scalar.Type) -> Int? {
      StoredNumbers(values).rowMajorValues(
        as: Scalar.self, dimensions: [1000, 100], storedIn: .rowMajor
      ).firstNonFinite
    }
    #expect(place(Double.self) == 70_001)
    values[5] = 1e300
    #expect(place(Double.self) == 70_001)
    #expect(place(Float.self) == 5)
  }

  @Test("Bytes stand for the values given, other types for themselves")
  func byteValues() {
    let halves = (0..<256).map { Double($0) / 2 }
    #expect(
      StoredNumbers([0, 1, 255] as [UInt8]).rowMajorValues(
        dimensions: [3], storedIn: .rowMajor, byteValues: halves
      ).values == [0, 0.5, 127.5])
    #expect(
      StoredNumbers([0, 1, -128] as [Int8]).rowMajorValues(
        dimensions: [3], storedIn: .rowMajor, byteValues: halves
      ).values == [0, 1, -128])
  }

  @Test("Nothing and a single number are arrays, too")
  func extremes() {
    #expect(StoredNumbers([Double]()).doubles.isEmpty)
    let nothing = StoredNumbers([Double]()).rowMajorValues(
      as: Double.self, dimensions: [3, 0], storedIn: .columnMajor)
    #expect(nothing.values.isEmpty && nothing.firstNonFinite == nil)
    let one = StoredNumbers([7.5]).rowMajorValues(
      as: Double.self, dimensions: [], storedIn: .columnMajor)
    #expect(one.values == [7.5])
  }

  @Test("Large integers, fractions and NaN keep their meaning")
  func exactNumbers() {
    #expect(StoredNumbers([UInt64.max])[0] == .whole(Int128(UInt64.max)))
    #expect(StoredNumbers([UInt64.max]).exactIntegers == nil)
    #expect(StoredNumbers([Int64.max]) != StoredNumbers([Double(Int64.max)]))
    #expect(StoredNumbers([0.5]).exactIntegers == nil)
    #expect(StoredNumbers([Double.nan]).exactIntegers == nil)
    #expect(StoredNumbers([Double.nan]) == StoredNumbers([Float.nan]))
  }
}
