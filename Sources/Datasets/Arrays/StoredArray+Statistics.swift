internal import StoredNumbers

extension StoredArray {
  /// Computes the statistics of the array from the values in the file.
  ///
  /// The elements are in row-major order, for any storage order.
  ///
  /// - Complexity: One pass; row-major arrays are converted in pieces.
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
