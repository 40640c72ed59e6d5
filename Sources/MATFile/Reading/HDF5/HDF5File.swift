internal import Machine

/// A file in the part of HDF5 that MATLAB, Octave and h5py use by default: a superblock of version
/// 0, object headers of version 1, groups with symbol tables, and version 1 B-trees.
///
/// All numbers of the format's own structures are little-endian, and all addresses are relative to
/// the signature, which follows a user block of 0, 512, 1024, … bytes.
///
/// Source: *HDF5 File Format Specification*, version 3.0, The HDF Group; sections are named in
/// parentheses below.
struct HDF5File: Sendable {
  /// The content of the file.
  let bytes: [UInt8]
  /// The offset of the signature.
  let base: Int
  /// The offset of the object header of the root group.
  let root: Int
  /// The size of the file according to its superblock.
  let promisedByteCount: Int

  /// The first eight bytes of the superblock.
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// The offset of the signature, or `nil` if the file is no HDF5 file (II.A).
  static func signatureOffset(in bytes: ArraySlice<UInt8>) -> Int? {
    var offset = 0
    while offset < bytes.count {
      if bytes.dropFirst(offset).starts(with: signature) { return offset }
      offset = offset == 0 ? 512 : 2 * offset
    }
    return nil
  }

  /// Reads the superblock (II.A).
  ///
  /// - Throws: ``MATFileError`` of kind `truncated`, or `unsupported` for another version.
  init(_ bytes: [UInt8], signatureAt base: Int) throws(MATFileError) {
    self.init(bytes: bytes, base: base, root: 0, promisedByteCount: bytes.count)
    var cursor = try HDF5Cursor(self, at: base + Self.signature.count, "superblock")
    let version = try cursor.integer(1)
    guard version == 0 else {
      throw MATFileError(
        .unsupported, at: base + 8, "is an HDF5 file with a superblock of version \(version)",
        remedy: MATFileError.repack)
    }
    // The versions of the free space, the root group and shared messages, and a reserved byte.
    try cursor.skip(4)
    let sizes = [try cursor.integer(1), try cursor.integer(1)]
    guard sizes == [8, 8] else {
      throw MATFileError(
        .unsupported, at: base + 13, "has addresses and lengths of \(sizes) bytes instead of 8",
        remedy: MATFileError.repack)
    }
    // The sizes of tree nodes and the flags; then the base address and that of the free space.
    try cursor.skip(9 + 16)
    // Unlike the addresses, the end of the file counts from its beginning.
    let promised = try cursor.integer(8)
    // The driver information, and the name of the root group in its symbol table entry.
    try cursor.skip(16)
    guard let root = try cursor.address() else {
      throw cursor.fault(.corrupt, "the file has no root group")
    }
    self.init(bytes: bytes, base: base, root: root, promisedByteCount: promised)
  }

  private init(bytes: [UInt8], base: Int, root: Int, promisedByteCount: Int) {
    self.bytes = bytes
    self.base = base
    self.root = root
    self.promisedByteCount = promisedByteCount
  }

  /// The error for a file that ends before its promised size, if it does.
  var truncation: MATFileError? {
    guard promisedByteCount > bytes.count else { return nil }
    return MATFileError(
      .truncated, at: bytes.count,
      "the file ends, but its superblock states \(promisedByteCount) bytes",
      remedy: MATFileError.copyAgain)
  }
}

extension MATFileError {
  static let repack =
    "convert it with h5repack --low=0 --high=0, or write it with libver='earliest' in h5py or "
    + "save -v7 in MATLAB"
}
