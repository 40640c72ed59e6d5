/// Numbers stored as bytes, which are indices into a table of 256 values.
@usableFromInline
package struct CodedElements<Scalar: BLASScalar>: Sendable {
  /// One byte per number.
  @usableFromInline package let bytes: ArraySlice<UInt8>
  /// The value of each byte.
  @usableFromInline package let values: [Scalar]

  init(bytes: ArraySlice<UInt8>, values: [Scalar]) {
    precondition(values.count == 256, "one value for each of the 256 bytes")
    self.bytes = bytes
    self.values = values
  }

  /// The number at an index.
  subscript(_ place: Int) -> Scalar { values[Int(bytes[bytes.startIndex + place])] }

  /// The numbers at a range of indices.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func scalars(at places: Range<Int>) -> [Scalar] { places.map { self[$0] } }

  /// The size of the numbers in memory, in bytes.
  var byteCount: Int { bytes.count + values.count * MemoryLayout<Scalar>.stride }
}
