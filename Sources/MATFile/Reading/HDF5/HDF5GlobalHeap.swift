/// Values of variable length, which are in global heaps (III.E).
extension HDF5Reader {
  /// The number of bytes of an element that refers to a value: a length, an address and an index.
  static let heapReferenceByteCount = 16

  /// Returns the location of a value.
  ///
  /// - Parameters:
  ///   - reference: The bytes of the element.
  ///   - width: The number of bytes per part of the value, of which the element has the number.
  ///   - offset: The offset of the dataset or attribute, for error messages.
  /// - Returns: The location in the file; empty for a value without parts.
  /// - Throws: ``MATFileError`` of kind `truncated` or `corrupt`.
  mutating func heapValue(
    _ reference: ArraySlice<UInt8>, width: Int, at offset: Int
  ) throws(MATFileError) -> Range<Int> {
    func number(_ start: Int, _ count: Int) -> UInt64 {
      reference.dropFirst(start).prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let (length, isTooLong) = Int(number(0, 4)).multipliedReportingOverflow(by: width)
    if length == 0 { return 0..<0 }
    let (address, overflow) = Int(clamping: number(4, 8)).addingReportingOverflow(file.base)
    let heap = try heap(at: overflow ? .max : address)
    guard let body = heap[Int(number(12, 4))], !isTooLong, length <= body.count else {
      throw MATFileError(
        .corrupt, at: offset, "a value of \(length) bytes is not in its heap",
        remedy: MATFileError.saveAgain)
    }
    return body.lowerBound..<body.lowerBound + length
  }

  /// The locations of the objects in a global heap, by their indices.
  private mutating func heap(at offset: Int) throws(MATFileError) -> [Int: Range<Int>] {
    if let heap = heaps[offset] { return heap }
    var prefix = try HDF5Cursor(file, at: offset, "global heap")
    try prefix.signature("GCOL")
    try prefix.skip(4)
    let size = try prefix.integer(8)
    try charge(size, at: offset)
    var cursor = try HDF5Cursor(file, at: offset, length: size, "global heap")
    try cursor.skip(16)
    var objects: [Int: Range<Int>] = [:]
    while cursor.rest.count >= 16 {
      let index = try cursor.integer(2)
      try cursor.skip(6)
      let length = try cursor.integer(8)
      // Index 0 is the free space at the end.
      if index == 0 { break }
      objects[index] = try cursor.take(length)
      try cursor.skip(min(cursor.rest.count, (8 - length % 8) % 8))
    }
    heaps[offset] = objects
    return objects
  }
}
