internal import Compression

/// The content of a file, uncompressed or gzip-compressed, with a limit on its size.
///
/// A small compressed file may decompress to more than fits into memory. So a format reads its
/// header from a ``prefix(_:)`` and then the size that the header states; a format without a header
/// has a maximum size.
struct FileContent {
  /// The bytes on disk.
  private let stored: [UInt8]
  /// Whether they are gzip-compressed.
  let isCompressed: Bool

  /// Creates content from the bytes on disk.
  init(_ stored: [UInt8]) {
    self.stored = stored
    isCompressed = stored.starts(with: [0x1F, 0x8B])
  }

  /// Reads a file.
  init(path: String) throws(DatasetError) {
    self.init(try fileBytes(path))
  }

  /// Returns the first `count` bytes of the content, or all if there are fewer.
  func prefix(_ count: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard isCompressed else { return stored.prefix(count) }
    return try decompressing { () throws(CompressionError) in
      try Deflate.prefix(of: stored[...], container: .gzip, count: count)
    }
  }

  /// Returns the whole content, whose size must be the one in the header.
  ///
  /// - Throws: ``DatasetError`` for another size; never decompresses more than `size` bytes.
  func bytes(promised size: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard isCompressed else {
      try Self.check(size: stored.count, promised: size)
      return stored[...]
    }
    let content = try decompressing { () throws(CompressionError) in
      try Deflate.decompress(stored[...], container: .gzip, atMost: size, expecting: size)
    }
    try Self.check(size: content.count, promised: size)
    return content
  }

  /// Returns the whole content of a format that does not state its size.
  ///
  /// - Throws: ``DatasetError`` for more than `limit` bytes; never decompresses more.
  func bytes(atMost limit: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard isCompressed else { return stored[...] }
    return try decompressing { () throws(CompressionError) in
      try Deflate.decompress(stored[...], container: .gzip, atMost: limit)
    }
  }

  /// Checks a size against the one in the header.
  static func check(size: Int, promised: Int) throws(DatasetError) {
    if size < promised {
      throw DatasetError(
        .truncated, at: "byte \(size)", "the file ends, but its header states \(promised) bytes",
        remedy: "download the file again")
    }
    if size > promised {
      throw DatasetError(
        .malformed, at: "byte \(promised)",
        "the content is followed by \(size - promised) bytes")
    }
  }

  /// Decompresses and converts errors to errors of this module.
  private func decompressing(
    _ body: () throws(CompressionError) -> [UInt8]
  ) throws(DatasetError) -> ArraySlice<UInt8> {
    do {
      return try body()[...]
    } catch {
      let kind: DatasetError.Kind = error.kind == .truncated ? .truncated : .malformed
      throw DatasetError(kind, "gzip: \(error)", remedy: "download the file again")
    }
  }
}
