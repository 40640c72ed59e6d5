internal import Machine
internal import StoredNumbers

/// Data sets in IDX files, the format of MNIST: one big-endian array per file, uncompressed or
/// gzip-compressed.
///
/// Images and labels are in separate files with related names: `train-images-idx3-ubyte.gz` and
/// `train-labels-idx1-ubyte.gz`.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "The IDX
/// file format".
package enum IDX {
  /// The array in an IDX file.
  ///
  /// - Throws: ``DatasetError`` if the header is invalid or states another size.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in an IDX file, decompressed no further than its header states.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try IDXHeader(content.prefix(IDXHeader.maximumByteCount))
    let size = try StoredArray.byteCount(
      dimensions: header.dimensions, elementByteCount: header.elementType.byteCount)
    let (promised, overflow) = size.addingReportingOverflow(header.byteCount)
    guard !overflow else {
      throw DatasetError(
        .malformed, at: "byte 4", "\(sizeText(header.dimensions)) is not a possible size")
    }
    return try StoredArray(
      content.bytes(promised: promised).dropFirst(header.byteCount),
      dimensions: header.dimensions, elementType: header.elementType, byteOrder: .big)
  }
}
