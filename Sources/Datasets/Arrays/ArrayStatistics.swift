internal import StoredNumbers

/// Summary statistics of an array.
public struct ArrayStatistics: Equatable, Sendable {
  /// The number of elements.
  public private(set) var count = 0
  /// The sum of all elements; NaN or infinite if an element is.
  public private(set) var sum = 0.0
  /// The first elements, at most four.
  public private(set) var first: [Double] = []
  /// The last elements, at most four, in the order of the array.
  public private(set) var last: [Double] = []

  /// Computes the statistics of the elements of an array.
  public init(_ elements: some Collection<Double>) {
    append(elements)
  }

  /// Adds further elements of the same array.
  mutating func append(_ elements: some Collection<Double>) {
    count += elements.count
    sum += elements.reduce(0, +)
    first += elements.prefix(4 - first.count)
    last = Array((last + elements.suffix(4)).suffix(4))
  }
}

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
