internal import CZip
internal import Compression

/// A zip archive, read with libzip.
struct ZipArchive: ~Copyable {
  /// A file in the archive.
  struct Entry {
    /// The name with its folders, separated by slashes.
    let name: String
    /// The uncompressed size that the archive states.
    let size: Int
    /// The maximum uncompressed size for the compressed size.
    fileprivate let largestSize: Int
    fileprivate let index: UInt64
  }

  private let archive: OpaquePointer
  /// The files in the order of the archive, without folders.
  let entries: [Entry]

  /// Opens an archive and lists its files.
  ///
  /// - Throws: ``DatasetError`` if libzip finds the archive inconsistent.
  init(path: String) throws(DatasetError) {
    let archiveSize = try fileSize(path)
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw DatasetError(
        .malformed, "zip: \(String(cString: zip_error_strerror(&error)))",
        remedy: "download the file again")
    }
    self.archive = archive
    var entries: [Entry] = []
    for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let name = status.name else {
        continue
      }
      let text = String(cString: name)
      if !text.hasSuffix("/") {
        // Of the ways to pack, the two that every writer has are read; their expansion is known.
        let expansion = status.comp_method == ZIP_CM_STORE ? 1 : Deflate.maximumExpansion
        let stored = min(Int(clamping: status.comp_size), archiveSize)
        entries.append(
          Entry(
            name: text, size: Int(clamping: status.size), largestSize: stored * expansion,
            index: index))
      }
    }
    self.entries = entries
  }

  deinit { zip_discard(archive) }

  /// Checks the size that the archive states for a file.
  ///
  /// - Throws: ``DatasetError`` for more than `limit`, or than the compressed bytes can have.
  func checkSize(of entry: Entry, atMost limit: Int) throws(DatasetError) {
    guard entry.size <= min(limit, entry.largestSize) else {
      throw DatasetError(
        .malformed, at: entry.name,
        "has \(entry.size) bytes, more than the possible \(min(limit, entry.largestSize))")
    }
  }

  /// Reads the whole content of a file, which must have the size that the archive states.
  ///
  /// A size above `limit` is rejected before memory is allocated.
  ///
  /// - Throws: ``DatasetError`` for another size, or a checksum that does not match.
  func content(of entry: Entry, atMost limit: Int) throws(DatasetError) -> [UInt8] {
    try checkSize(of: entry, atMost: limit)
    // One byte more than promised: the end, where libzip compares the checksum, has to be read.
    let bytes = try read(entry, count: entry.size + 1)
    guard bytes.count == entry.size else {
      throw DatasetError(
        bytes.count < entry.size ? .truncated : .malformed, at: entry.name,
        "the content does not have the \(entry.size) bytes that the archive states")
    }
    return bytes
  }

  /// Reads the first `count` bytes of a file, or all if there are fewer.
  func prefix(of entry: Entry, _ count: Int) throws(DatasetError) -> [UInt8] {
    try read(entry, count: min(count, entry.size))
  }

  /// Reads until `count` bytes are read or the file ends.
  private func read(_ entry: Entry, count: Int) throws(DatasetError) -> [UInt8] {
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw DatasetError(
        .malformed, at: entry.name, "zip: \(String(cString: zip_strerror(archive)))")
    }
    defer { zip_fclose(file) }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, !failed {
        let got = zip_fread(file, buffer.baseAddress! + filled, UInt64(count - filled))
        if got == 0 { break }
        if got > 0 { filled += Int(got) } else { failed = true }
      }
    }
    guard !failed else {
      throw DatasetError(
        .malformed, at: entry.name, "zip: \(String(cString: zip_file_strerror(file)))",
        remedy: "download the file again")
    }
    return bytes
  }
}
