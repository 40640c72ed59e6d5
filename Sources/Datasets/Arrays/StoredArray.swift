package import Machine
package import StoredNumbers

/// An array in the storage of a file.
///
/// The elements are converted only by ``matrix(named:place:)``,
/// ``wholeNumbers(named:notation:)`` and ``statistics()``; the bytes are a slice of the file's
/// content and not a copy.
package struct StoredArray: Sendable {
  /// The dimensions, outermost first; empty for a single number.
  package let dimensions: [Int]
  /// The elements, as many as the product of the dimensions.
  package let numbers: StoredNumbers
  /// The storage order.
  package let storageOrder: StorageOrder
  /// The type of the elements in the program that wrote the file, which decides what they mean;
  /// that of ``numbers`` may be smaller: MATLAB stores `double` values as bytes if possible.
  package let elementType: ElementType

  /// Creates an array from bytes, whose number must match the dimensions.
  package init(
    _ bytes: ArraySlice<UInt8>, dimensions: [Int], elementType: ElementType, byteOrder: ByteOrder,
    storageOrder: StorageOrder = .rowMajor
  ) throws(DatasetError) {
    let promised = try StoredArray.byteCount(
      dimensions: dimensions, elementByteCount: elementType.byteCount)
    guard bytes.count == promised else {
      throw DatasetError(
        .sizeMismatch,
        "an array of \(sizeText(dimensions)) \(elementType.rawValue) has \(promised) bytes, "
          + "but the file has \(bytes.count)")
    }
    self.init(
      StoredNumbers(bytes, as: elementType, byteOrder), dimensions: dimensions,
      storageOrder: storageOrder)
  }

  /// Creates an array from numbers, whose number must match the dimensions.
  ///
  /// With `nil`, the default, the type of the elements is that of the numbers.
  init(
    _ numbers: StoredNumbers, dimensions: [Int], storageOrder: StorageOrder,
    elementType: ElementType? = nil
  ) {
    self.numbers = numbers
    self.dimensions = dimensions
    self.storageOrder = storageOrder
    self.elementType = elementType ?? numbers.elementType
  }

  /// The number of elements.
  package var elementCount: Int { numbers.count }

  /// The number of examples: the first dimension, or 1 for a single number.
  package var rows: Int { dimensions.first ?? 1 }

  /// The number of features of an example: the product of all dimensions but the first.
  package var columns: Int { dimensions.dropFirst().reduce(1, *) }

  /// The number of bytes of an array.
  ///
  /// - Throws: ``DatasetError`` for a negative dimension and for a product that overflows `Int`.
  static func byteCount(
    dimensions: [Int], elementByteCount: Int
  ) throws(DatasetError) -> Int {
    var product = elementByteCount
    var overflows = false
    // The zeros apart, so that 0 × huge × huge is as wrong as huge × huge.
    for extent in dimensions where extent != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      product = next
      overflows = overflows || overflow || extent < 0
    }
    guard !overflows else {
      throw DatasetError(.malformed, "\(sizeText(dimensions)) is not a possible size of an array")
    }
    return dimensions.contains(0) ? 0 : product
  }
}

/// The dimensions in a message: "5000 × 28 × 28".
func sizeText(_ dimensions: [Int]) -> String {
  dimensions.isEmpty ? "1" : dimensions.map(String.init).joined(separator: " × ")
}
