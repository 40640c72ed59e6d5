/// Data sets in NumPy files: an array in a `.npy` file, named arrays in a `.npz` archive.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
package enum NumPy {
  /// The array in a `.npy` file.
  package static func array(_ bytes: [UInt8]) throws(DatasetError) -> StoredArray {
    try array(FileContent(bytes))
  }

  /// The array in a `.npy` file, decompressed no further than its header states.
  static func array(_ content: FileContent) throws(DatasetError) -> StoredArray {
    let header = try NPYHeader(content.prefix(NPYHeader.maximumByteCount))
    let size = try header.fileByteCount() ?? header.byteCount
    return try header.array(content.bytes(promised: size).dropFirst(header.byteCount))
  }
}
