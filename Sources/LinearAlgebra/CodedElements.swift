/// Numbers stored as bytes, each of which stands for one of 256 values.
struct CodedElements<Scalar: BLASScalar>: Sendable {
  /// A byte a number.
  let bytes: ArraySlice<UInt8>
  /// The number that each byte stands for.
  let values: [Scalar]

  init(bytes: ArraySlice<UInt8>, values: [Scalar]) {
    precondition(values.count == 256, "a value for each byte")
    self.bytes = bytes
    self.values = values
  }

  /// The number at a place.
  subscript(_ place: Int) -> Scalar { values[Int(bytes[bytes.startIndex + place])] }

  /// The numbers at a range of places.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func scalars(at places: Range<Int>) -> [Scalar] { places.map { self[$0] } }

  /// The memory that the numbers take.
  var byteCount: Int { bytes.count + values.count * MemoryLayout<Scalar>.stride }
}
