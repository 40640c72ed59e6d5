/// The dimensions of a dataset or an attribute (IV.A.2.b).
struct HDF5Dataspace: Sendable {
  /// The dimensions, the slowest first; empty for a single element.
  let dimensions: [Int]
  /// Whether there are no elements at all, not even a single one.
  let isNull: Bool

  /// The maximum number of dimensions, which is also that of the HDF5 library.
  private static let maximumRank = 32

  /// Reads a dataspace message.
  init(_ cursor: inout HDF5Cursor) throws(MATFileError) {
    let before = cursor
    let (version, rank) = (try cursor.integer(1), try cursor.integer(1))
    guard version == 1 || version == 2 else {
      throw before.fault(.unsupported, "has a dataspace of version \(version)")
    }
    guard rank <= Self.maximumRank else {
      throw before.fault(.corrupt, "has \(rank) dimensions, more than \(Self.maximumRank)")
    }
    try cursor.skip(1)
    if version == 1 {
      try cursor.skip(5)
      isNull = false
    } else {
      isNull = try cursor.integer(1) == 2
    }
    var dimensions: [Int] = []
    for _ in 0..<rank { dimensions.append(try cursor.integer(8)) }
    guard ElementReader.checkedProduct(dimensions) != nil else {
      throw before.fault(.corrupt, "the product of the dimensions \(dimensions) is too large")
    }
    self.dimensions = dimensions
  }

  /// The number of elements.
  var count: Int { isNull ? 0 : dimensions.reduce(1, *) }
}

/// Where the elements of a dataset are (IV.A.2.i).
enum HDF5Layout: Sendable {
  /// In the object header.
  case compact(Range<Int>)
  /// In one piece at an offset in the file; `nil` if nothing was written.
  case contiguous(Int?)
  /// In chunks of the same dimensions, whose B-tree is at an offset; `nil` if nothing was written.
  case chunked(tree: Int?, chunkDimensions: [Int])

  /// Reads a layout message.
  init(_ cursor: inout HDF5Cursor) throws(MATFileError) {
    let before = cursor
    let (version, code) = (try cursor.integer(1), try cursor.integer(1))
    if version == 1 || version == 2 {
      try self.init(oldVersion: &cursor, rank: code)
      return
    }
    guard version == 3 else {
      let isVirtual = version == 4 && code == 3
      throw MATFileError(
        .unsupported, at: before.position,
        isVirtual
          ? "is a virtual dataset, whose values are in other files"
          : "has a data layout of version \(version)",
        remedy: isVirtual ? "copy its values to a dataset of their own" : MATFileError.repack)
    }
    switch code {
    case 0: self = .compact(try cursor.take(try cursor.integer(2)))
    case 1: self = .contiguous(try cursor.address())
    case 2: self = try Self.chunked(&cursor, rank: try cursor.integer(1))
    default: throw before.fault(.corrupt, "has a data layout of class \(code)")
    }
  }

  /// Reads the rest of a message of version 1 or 2, which HDF5 wrote before 1.6.3.
  private init(oldVersion cursor: inout HDF5Cursor, rank: Int) throws(MATFileError) {
    let before = cursor
    let code = try cursor.integer(1)
    try cursor.skip(5)
    switch code {
    case 0:
      try cursor.skip(4 * rank)
      self = .compact(try cursor.take(try cursor.integer(4)))
    case 1: self = .contiguous(try cursor.address())
    case 2: self = try Self.chunked(&cursor, rank: rank)
    default: throw before.fault(.corrupt, "has a data layout of class \(code)")
    }
  }

  /// Reads the address and the dimensions of chunks, of which the last is the size of an element.
  private static func chunked(
    _ cursor: inout HDF5Cursor, rank: Int
  ) throws(MATFileError) -> HDF5Layout {
    let before = cursor
    let tree = try cursor.address()
    var chunkDimensions: [Int] = []
    for _ in 0..<rank { chunkDimensions.append(try cursor.integer(4)) }
    guard rank > 1, !chunkDimensions.contains(0),
      ElementReader.checkedProduct(chunkDimensions) != nil
    else { throw before.fault(.corrupt, "has chunks of the dimensions \(chunkDimensions)") }
    return .chunked(tree: tree, chunkDimensions: chunkDimensions.dropLast())
  }
}

/// An attribute: a small value with a name (IV.A.2.m).
struct HDF5Attribute: Sendable {
  let name: String
  let datatype: HDF5Datatype
  let dataspace: HDF5Dataspace
  /// The location of the value.
  let body: Range<Int>

  /// Reads an attribute message; `nil` if its type is in another object.
  init?(_ cursor: inout HDF5Cursor) throws(MATFileError) {
    let before = cursor
    let (version, flags) = (try cursor.integer(1), try cursor.integer(1))
    guard (1...3).contains(version) else {
      throw before.fault(.unsupported, "has an attribute of version \(version)")
    }
    if version > 1 && flags != 0 { return nil }
    var sizes: [Int] = []
    for _ in 0..<3 { sizes.append(try cursor.integer(2)) }
    if version == 3 { try cursor.skip(1) }
    var parts: [HDF5Cursor] = []
    for size in sizes {
      parts.append(HDF5Cursor(cursor.file, try cursor.take(size), "attribute"))
      if version == 1 { try cursor.skip((8 - size % 8) % 8) }
    }
    name = try parts[0].text()
    datatype = try HDF5Datatype(&parts[1])
    dataspace = try HDF5Dataspace(&parts[2])
    let (size, overflow) = dataspace.count.multipliedReportingOverflow(by: datatype.byteCount)
    body = try cursor.take(overflow ? .max : size)
  }
}

/// A name in a group, and what it leads to.
struct HDF5Link: Sendable {
  let name: String
  let target: Target

  /// What a link leads to.
  enum Target: Sendable {
    /// The offset of an object header.
    case object(Int)
    /// A path, in this file or in another one, which is not followed.
    case path(String)
  }

  /// Creates a link.
  init(name: String, target: Target) {
    self.name = name
    self.target = target
  }

  /// Reads a link message (IV.A.2.g).
  init(_ cursor: inout HDF5Cursor) throws(MATFileError) {
    let before = cursor
    let (version, flags) = (try cursor.integer(1), try cursor.integer(1))
    guard version == 1 else {
      throw before.fault(.unsupported, "has a link of version \(version)")
    }
    let type = flags & 8 == 0 ? 0 : try cursor.integer(1)
    // The order of creation, and the character set, which is always UTF-8 or a part of it.
    try cursor.skip((flags & 4 == 0 ? 0 : 8) + (flags & 16 == 0 ? 0 : 1))
    let length = try cursor.integer(1 << (flags & 3))
    let text = try cursor.take(length)
    name = String(decoding: cursor.file.bytes[text], as: UTF8.self)
    guard type == 0 else {
      target = .path(type == 1 ? "a soft link" : "a link to another file")
      return
    }
    guard let address = try cursor.address() else {
      throw before.fault(.corrupt, "the link '\(name)' leads nowhere")
    }
    target = .object(address)
  }
}
