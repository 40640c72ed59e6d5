package import Machine
package import StoredNumbers

/// An array as a file holds it: its bytes, and what they mean.
///
/// IDX, pickle and NumPy files all come down to this. Nothing is converted before somebody asks
/// for a ``matrix(named:byteScaling:notation:)``, ``wholeNumbers(named:notation:)`` or
/// ``statistics()``; the bytes are a slice of the file's content, never a copy.
package struct StoredArray: Sendable {
  /// The extents, outermost first; empty for a single number.
  package let dimensions: [Int]
  /// The elements, as many as the dimensions promise.
  package let numbers: StoredNumbers
  /// Which index runs fastest.
  package let storageOrder: StorageOrder

  /// Wraps bytes after checking that they are as many as the dimensions promise.
  package init(
    _ bytes: ArraySlice<UInt8>, dimensions: [Int], elementType: ElementType, byteOrder: ByteOrder,
    storageOrder: StorageOrder = .rowMajor
  ) throws(DatasetError) {
    let promised = try StoredArray.byteCount(dimensions: dimensions, elementType: elementType)
    guard bytes.count == promised else {
      throw DatasetError(
        .sizeMismatch,
        "an array of \(sizeText(dimensions)) \(elementType.rawValue) takes \(promised) bytes, "
          + "there are \(bytes.count)")
    }
    self.init(
      StoredNumbers(bytes, as: elementType, byteOrder), dimensions: dimensions,
      storageOrder: storageOrder)
  }

  /// Wraps numbers that are as many as the dimensions promise.
  init(_ numbers: StoredNumbers, dimensions: [Int], storageOrder: StorageOrder) {
    self.numbers = numbers
    self.dimensions = dimensions
    self.storageOrder = storageOrder
  }

  /// What an element is.
  package var elementType: ElementType { numbers.elementType }

  /// The number of elements.
  package var elementCount: Int { numbers.count }

  /// The number of examples: the first extent, or 1 for a single number.
  package var rows: Int { dimensions.first ?? 1 }

  /// The number of features of an example: all extents but the first, multiplied.
  package var columns: Int { dimensions.dropFirst().reduce(1, *) }

  /// The bytes that an array takes.
  ///
  /// - Throws: ``DatasetError`` for an extent below zero and for a product beyond `Int`.
  static func byteCount(
    dimensions: [Int], elementType: ElementType
  ) throws(DatasetError) -> Int {
    var product = elementType.byteCount
    var overflows = false
    // The zeros apart, so that 0 × huge × huge is as wrong as huge × huge.
    for extent in dimensions where extent != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      product = next
      overflows = overflows || overflow || extent < 0
    }
    guard !overflows else {
      throw DatasetError(.malformed, "\(sizeText(dimensions)) is no possible size of an array")
    }
    return dimensions.contains(0) ? 0 : product
  }
}

/// Extents for a message: "5000 × 28 × 28".
func sizeText(_ dimensions: [Int]) -> String {
  dimensions.isEmpty ? "1" : dimensions.map(String.init).joined(separator: " × ")
}
