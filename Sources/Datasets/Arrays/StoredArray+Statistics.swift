internal import StoredNumbers

extension StoredArray {
  /// Count, sum and both ends of the array with the values that the file holds.
  ///
  /// The elements count in row-major order, whatever the storage order.
  ///
  /// - Complexity: one pass; row-major arrays are converted piece by piece.
  package func statistics() -> ArrayStatistics {
    guard storageOrder == .rowMajor else { return ArrayStatistics(storedValues()) }
    var statistics = ArrayStatistics([])
    for start in stride(from: 0, to: elementCount, by: 65_536) {
      let piece = numbers[start..<min(start + 65_536, elementCount)]
      statistics.append(piece.doubles)
    }
    return statistics
  }
}
