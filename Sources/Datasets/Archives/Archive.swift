package import Machine

/// Archives and compressed files: `.zip`, `.tar`, `.tar.gz`, `.tar.bz2`, `.tar.xz`, `.tar.zst`, and
/// single files compressed by bzip2, xz or zstd; the content decides, not the name.
package enum Archive {
  /// Limits for archives that are small and unpack to very much.
  package struct Limits: Sendable {
    /// The maximum number of entries, including those that are skipped.
    package var entryCount = 1 << 20
    /// The maximum number of bytes that are unpacked.
    package var byteCount = 1 << 34
    /// The maximum number of bytes that are unpacked for each byte of the archive.
    ///
    /// 16 MiB are allowed in any case. Data are seldom compressed to less than a hundredth.
    package var expansion = 1000

    /// Creates the limits: 2²⁰ entries, 16 GiB, and a thousand times the archive's size.
    package init() {}

    /// The maximum number of unpacked bytes for an archive of a size.
    fileprivate func byteCount(forArchiveOf size: Int) -> Int {
      let (product, overflow) = size.multipliedReportingOverflow(by: expansion)
      return min(byteCount, overflow ? .max : max(product, 1 << 24))
    }
  }

  /// Whether a file that begins with the given bytes is an archive or is compressed by bzip2, xz or
  /// zstd.
  ///
  /// A `.zip` with NumPy arrays or text digits is one, too: ask ``DatasetFormat`` first. A file
  /// compressed by gzip is one if a tar archive is inside.
  ///
  /// - Parameter bytes: The first bytes, a KiB at least if the file has as many.
  /// - Returns: Whether ``extracted(path:into:limits:)`` is for the file.
  package static func begins(_ bytes: [UInt8]) -> Bool {
    let signatures: [[UInt8]] = [
      [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], Array("BZh".utf8),
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x28, 0xB5, 0x2F, 0xFD],
    ]
    if signatures.contains(where: bytes.starts) { return true }
    let content = try? FileContent(bytes).prefix(tarBlockByteCount)
    return content.map(beginsTar) ?? false
  }

  /// The size of the header of a file in a tar archive.
  private static let tarBlockByteCount = 512

  /// Whether bytes begin with the header of a tar archive: its checksum, an octal number at byte
  /// 148, is the sum of its bytes with the checksum's own eight as blanks.
  private static func beginsTar(_ bytes: ArraySlice<UInt8>) -> Bool {
    let header = Array(bytes.prefix(tarBlockByteCount))
    guard header.count == tarBlockByteCount else { return false }
    let field = 148..<156
    let digits = header[field].drop { $0 == UInt8(ascii: " ") }
      .prefix { (0x30...0x37).contains($0) }
    guard let checksum = Int(String(decoding: digits, as: UTF8.self), radix: 8) else {
      return false
    }
    let sum = header.indices.reduce(0) { $0 + (field.contains($1) ? 0x20 : Int(header[$1])) }
    return sum == checksum
  }

  /// Unpacks the files of an archive, or the content of a compressed file, into a new directory.
  ///
  /// Links, devices and hidden files are skipped, as is what macOS adds (`__MACOSX`). Of two files
  /// with one name, the last one counts.
  ///
  /// - Parameters:
  ///   - path: The path of the archive.
  ///   - parent: The directory to create the new one in; with `nil`, the default, the system's for
  ///     temporary files.
  ///   - limits: The maximum size and number of the files.
  /// - Returns: The directory, which is removed when the value goes out of scope.
  /// - Throws: ``DatasetError`` for damaged content; for a file whose name leads out of the
  ///   directory (`../x`, `/x`) or has more than 32 folders; for an archive beyond the limits; and
  ///   if the files can't be written. Nothing that was unpacked stays behind.
  /// - Complexity: One pass over the archive; memory for 1 MiB and what the decompression needs.
  package static func extracted(
    path: String, into parent: String? = nil, limits: Limits = Limits()
  ) throws(DatasetError) -> TemporaryDirectory {
    let limit = limits.byteCount(forArchiveOf: try fileSize(path))
    var reader = try ArchiveReader(path: path)
    let directory = try writing("the files") { () throws(SystemError) in
      try TemporaryDirectory(in: parent)
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var entryCount = 0
    var byteCount = 0
    while let entry = try reader.next() {
      entryCount += 1
      guard entryCount <= limits.entryCount else {
        throw bomb("has more than \(limits.entryCount) entries")
      }
      let name = entry.isFile ? try relativePath(entry.name) : nil
      // The content that is skipped counts as well.
      let file = try name.map { name throws(DatasetError) in
        try writing(name) { () throws(SystemError) in try NewFile(path: "\(directory.path)/\(name)")
        }
      }
      while true {
        let count = try reader.read(into: buffer)
        if count == 0 { break }
        byteCount += count
        guard byteCount <= limit else { throw bomb("unpacks to more than \(limit) bytes") }
        try writing(entry.name) { () throws(SystemError) in
          try file?.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }
    return directory
  }

  /// The path of a file from the directory, or `nil` if the file is skipped.
  private static func relativePath(_ name: String) throws(DatasetError) -> String? {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !name.hasPrefix("/"), !parts.contains(".."), parts.count <= 33 else {
      throw DatasetError(
        .malformed, at: name,
        name.hasPrefix("/") || parts.contains("..")
          ? "the name leads out of the archive" : "the file is in more than 32 folders",
        remedy: "unpack the archive by hand, if you trust it")
    }
    guard !parts.isEmpty, !parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else {
      return nil
    }
    return parts.joined(separator: "/")
  }

  private static func bomb(_ problem: String) -> DatasetError {
    DatasetError(
      .unsupported, "the archive \(problem)", remedy: "unpack it by hand, if you trust it")
  }

  /// Calls a closure that writes a file, and converts its errors.
  private static func writing<Result: ~Copyable>(
    _ name: String, _ body: () throws(SystemError) -> Result
  ) throws(DatasetError) -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw DatasetError(
        .unreadable, at: name, "can't be unpacked: \(error)",
        remedy: "name a folder with enough room in TMPDIR")
    }
  }
}
