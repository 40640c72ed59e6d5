internal import CArchive

/// The entries of an archive in the order of the file, read with libarchive.
struct ArchiveReader: ~Copyable {
  /// A file, a folder, a link or something else in an archive.
  struct Entry {
    /// The name with its folders, separated by slashes, as the archive has it.
    let name: String
    /// Whether it is a file with content of its own.
    let isFile: Bool
  }

  private let archive: OpaquePointer
  private let path: String

  /// Opens an archive.
  ///
  /// The formats are zip and all kinds of tar; the compressions are gzip, bzip2, xz and zstd, of
  /// tar or of a single file.
  ///
  /// - Throws: ``DatasetError`` with the words of libarchive.
  init(path: String) throws(DatasetError) {
    guard let archive = archive_read_new() else {
      throw DatasetError(.unreadable, "there is not enough memory", remedy: "")
    }
    for support in [
      archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
      archive_read_support_filter_xz, archive_read_support_filter_zstd,
      archive_read_support_format_tar, archive_read_support_format_raw,
      // Only with its directory at the end: without it, a file cut short looks like a whole one.
      archive_read_support_format_zip_seekable,
    ] {
      _ = support(archive)
    }
    guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else {
      let error = Self.error(archive)
      archive_read_free(archive)
      throw error
    }
    self.archive = archive
    self.path = path
  }

  deinit { archive_read_free(archive) }

  /// The next entry, or `nil` at the end.
  ///
  /// - Throws: ``DatasetError`` for damaged content, for a file that is neither an archive nor
  ///   compressed, and for one that is compressed several times.
  mutating func next() throws(DatasetError) -> Entry? {
    var header: OpaquePointer?
    var bytes: UnsafePointer<CChar>?
    let code = carchive_read_next_header(archive, &header, &bytes)
    if code == ARCHIVE_EOF {
      try checkEnd()
      return nil
    }
    // A warning is about a name or an attribute, not about content.
    guard code >= ARCHIVE_WARN else { throw Self.error(archive) }
    guard let header else { return nil }
    let isSingleFile = archive_format(archive) == ARCHIVE_FORMAT_RAW
    // The last filter is the file itself.
    let compressions = archive_filter_count(archive) - 1
    guard compressions < 2 else {
      throw DatasetError(.unsupported, "is compressed several times", remedy: "decompress it")
    }
    guard !isSingleFile || compressions == 1 else {
      throw DatasetError(.unknownFormat, "is not an archive")
    }
    guard let bytes else { throw DatasetError(.malformed, "an entry of the archive has no name") }
    return Entry(
      name: isSingleFile ? Self.nameWithoutCompression(path) : String(cString: bytes),
      isFile: carchive_is_file(header) != 0)
  }

  /// Checks that a tar archive ends with a block of zeros: libarchive takes one that was cut between
  /// two files for a whole one.
  private borrowing func checkEnd() throws(DatasetError) {
    guard archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR else { return }
    let read = archive_filter_bytes(archive, 0) - archive_read_header_position(archive)
    guard read >= 512 else {
      throw DatasetError(
        .truncated, "archive: the block at its end is missing", remedy: "download the file again")
    }
  }

  /// Reads the next bytes of the content of the entry; 0 at its end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
    if count < 0 { throw Self.error(archive) }
    return count
  }

  /// The name of a compressed file without the ending that says so.
  private static func nameWithoutCompression(_ path: String) -> String {
    let name = fileName(path)
    let ending = [".gz", ".bz2", ".xz", ".zst"].first(where: name.lowercased().hasSuffix)
    return String(name.dropLast(ending?.count ?? 0))
  }

  private static func error(_ archive: OpaquePointer) -> DatasetError {
    let reason = (archive_error_string(archive).map { String(cString: $0) } ?? "unknown error")
      .split { $0.isNewline }.joined(separator: " ")
    let isCut = reason.lowercased().contains("truncated")
    return DatasetError(
      isCut ? .truncated : .malformed, "archive: \(reason)", remedy: "download the file again")
  }
}
