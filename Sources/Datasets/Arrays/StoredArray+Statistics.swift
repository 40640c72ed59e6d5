extension StoredArray {
  /// Count, sum and both ends of the array with the values that the file holds.
  ///
  /// The elements count in row-major order, whatever the storage order.
  ///
  /// - Complexity: one pass; row-major arrays are converted piece by piece.
  package func statistics() -> ArrayStatistics {
    guard storageOrder == .rowMajor else { return ArrayStatistics(storedValues()) }
    var statistics = ArrayStatistics([])
    let piece = 65_536 * elementType.byteCount
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: piece) {
      let slice = bytes[start..<min(start + piece, bytes.endIndex)]
      statistics.append(StoredArray(flat: slice, like: self).storedValues())
    }
    return statistics
  }

  /// A run of the elements of a row-major array.
  private init(flat bytes: ArraySlice<UInt8>, like whole: StoredArray) {
    self.bytes = bytes
    dimensions = [bytes.count / whole.elementType.byteCount]
    elementType = whole.elementType
    byteOrder = whole.byteOrder
    storageOrder = .rowMajor
  }
}
