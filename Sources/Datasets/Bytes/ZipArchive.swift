internal import CZip
internal import Compression

/// A zip archive that is read through libzip.
struct ZipArchive: ~Copyable {
  /// A file in the archive.
  struct Entry {
    /// The name with its folders, separated by slashes.
    let name: String
    /// The size that the archive promises, unpacked.
    let size: Int
    /// The size that this can be at most, told by the bytes that are there.
    fileprivate let largestSize: Int
    fileprivate let index: UInt64
  }

  private let archive: OpaquePointer
  /// The files in the archive's own order; folders are left out.
  let entries: [Entry]

  /// Opens an archive and lists it; no content is read yet.
  ///
  /// - Throws: ``DatasetError`` when libzip finds the archive inconsistent.
  init(path: String) throws(DatasetError) {
    let archiveSize = try fileSize(path)
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw DatasetError(
        .malformed, "zip: \(String(cString: zip_error_strerror(&error)))",
        remedy: "fetch the file again")
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

  /// A file's whole content: exactly as many bytes as the archive promises.
  ///
  /// - Parameter limit: what the format allows; a larger promise is refused before memory is taken.
  /// - Throws: ``DatasetError`` when there is more or less, or the checksum does not match.
  func content(of entry: Entry, atMost limit: Int) throws(DatasetError) -> [UInt8] {
    guard entry.size <= min(limit, entry.largestSize) else {
      throw DatasetError(
        .malformed, at: entry.name,
        "\(entry.size) bytes where at most \(min(limit, entry.largestSize)) can be")
    }
    // One byte more than promised: the end, where libzip compares the checksum, has to be read.
    let bytes = try read(entry, count: entry.size + 1)
    guard bytes.count == entry.size else {
      throw DatasetError(
        bytes.count < entry.size ? .truncated : .malformed, at: entry.name,
        "the content is not the \(entry.size) bytes that the archive promises")
    }
    return bytes
  }

  /// The first bytes of a file, fewer where it is shorter.
  func prefix(of entry: Entry, _ count: Int) throws(DatasetError) -> [UInt8] {
    try read(entry, count: min(count, entry.size))
  }

  /// Reads until so many bytes are there or the file ends.
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
        remedy: "fetch the file again")
    }
    return bytes
  }
}
