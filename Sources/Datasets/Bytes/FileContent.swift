internal import Compression

/// The content of a file, behind gzip or plain, handed out only as far as somebody can say how
/// much to expect.
///
/// A compressed file may promise more than memory holds. So a format reads its header from a
/// ``prefix(_:)`` and then asks for exactly what the header promises; a format without such a
/// header asks for at most so much.
struct FileContent {
  /// The bytes as they are on disk.
  private let stored: [UInt8]
  /// Whether they are gzip's.
  let isCompressed: Bool

  /// Takes a file's bytes.
  init(_ stored: [UInt8]) {
    self.stored = stored
    isCompressed = stored.starts(with: [0x1F, 0x8B])
  }

  /// Reads a file.
  init(path: String) throws(DatasetError) {
    self.init(try fileBytes(path))
  }

  /// The first bytes of the content, fewer than asked for when there are no more.
  func prefix(_ count: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard isCompressed else { return stored.prefix(count) }
    return try decompressing { () throws(CompressionError) in
      try Deflate.prefix(of: stored[...], container: .gzip, count: count)
    }
  }

  /// The whole content, which the header promises to be of a certain size.
  ///
  /// - Throws: ``DatasetError`` when there is less or more; never inflates more than `size`.
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

  /// The whole content of a format that does not say its size beforehand.
  ///
  /// - Throws: ``DatasetError`` when there is more than `limit`; never inflates more.
  func bytes(atMost limit: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    guard isCompressed else { return stored[...] }
    return try decompressing { () throws(CompressionError) in
      try Deflate.decompress(stored[...], container: .gzip, atMost: limit)
    }
  }

  /// Compares a size with what a header promises.
  static func check(size: Int, promised: Int) throws(DatasetError) {
    if size < promised {
      throw DatasetError(
        .truncated, at: "byte \(size)", "the content ends, its header promises \(promised) bytes",
        remedy: "fetch the file again")
    }
    if size > promised {
      throw DatasetError(
        .malformed, at: "byte \(promised)",
        "\(size - promised) bytes follow after all that the header promises")
    }
  }

  /// Runs a decompression, with its errors in this module's words.
  private func decompressing(
    _ body: () throws(CompressionError) -> [UInt8]
  ) throws(DatasetError) -> ArraySlice<UInt8> {
    do {
      return try body()[...]
    } catch {
      let kind: DatasetError.Kind = error.kind == .truncated ? .truncated : .malformed
      throw DatasetError(kind, "gzip: \(error)", remedy: "fetch the file again")
    }
  }
}
