/// An object header of version 1 and what its messages say (IV.A.1.a).
struct HDF5Object: Sendable {
  /// The offset of the header.
  let address: Int
  private(set) var datatype: HDF5Datatype?
  private(set) var dataspace: HDF5Dataspace?
  private(set) var layout: HDF5Layout?
  private(set) var filters = HDF5Filters()
  /// The location of the value of elements that were never written; empty for zero.
  private(set) var fill = 0..<0
  private(set) var attributes: [String: HDF5Attribute] = [:]
  /// The symbol table of a group.
  private(set) var symbolTable: SymbolTable?
  /// The links of a group that has them in its header.
  private(set) var links: [HDF5Link] = []
  /// Whether the object is a group.
  private(set) var isGroup = false
  /// Why the values or members can't be read, although the header is valid.
  private(set) var obstacle: MATFileError?

  /// The offsets of the B-tree and of the heap with the names.
  struct SymbolTable {
    let tree: Int
    let heap: Int
  }

  /// A message: its type, and its location.
  private struct Message {
    let type: Int
    let flags: Int
    let body: Range<Int>
  }

  /// Reads the header of an object.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - address: The offset of the header.
  /// - Throws: ``MATFileError`` of kind `truncated`, `corrupt`, or `unsupported` for a header of
  ///   version 2.
  init(_ file: HDF5File, at address: Int) throws(MATFileError) {
    self.address = address
    for message in try Self.messages(file, at: address) {
      do throws(MATFileError) {
        try read(message, in: file)
      } catch {
        // A part that is not supported is no harm before the values are needed.
        guard error.kind == .unsupported else { throw error }
        obstacle = obstacle ?? error
      }
    }
  }

  /// Collects the messages in the blocks of a header.
  private static func messages(
    _ file: HDF5File, at address: Int
  ) throws(MATFileError) -> [Message] {
    var prefix = try HDF5Cursor(file, at: address, "object header")
    let version = try prefix.integer(1)
    guard version == 1 else {
      let isNewer = file.bytes[address...].starts(with: "OHDR".utf8)
      throw MATFileError(
        isNewer ? .unsupported : .corrupt, at: address,
        isNewer ? "has an object header of version 2" : "no object header begins here",
        remedy: isNewer ? MATFileError.repack : MATFileError.saveAgain)
    }
    try prefix.skip(1)
    let count = try prefix.integer(2)
    try prefix.skip(4)
    let size = try prefix.integer(4)
    try prefix.skip(4)
    var blocks = [(offset: prefix.position, length: size)]
    var starts: Set<Int> = []
    var messages: [Message] = []
    while !blocks.isEmpty && messages.count < count {
      let block = blocks.removeFirst()
      guard starts.insert(block.offset).inserted else {
        throw prefix.fault(.corrupt, "the object header continues in itself")
      }
      var cursor = try HDF5Cursor(file, at: block.offset, length: block.length, "object header")
      while cursor.rest.count >= 8 && messages.count < count {
        let (type, length) = (try cursor.integer(2), try cursor.integer(2))
        let flags = try cursor.integer(1)
        try cursor.skip(3)
        let body = try cursor.take(length)
        messages.append(Message(type: type, flags: flags, body: body))
        if type == 0x10 {
          var continuation = HDF5Cursor(file, body, "continuation of the object header")
          guard let offset = try continuation.address() else {
            throw continuation.fault(.corrupt, "the object header continues nowhere")
          }
          blocks.append((offset, try continuation.integer(8)))
        }
      }
    }
    return messages
  }

  /// Reads one message (IV.A.2).
  private mutating func read(_ message: Message, in file: HDF5File) throws(MATFileError) {
    var cursor = HDF5Cursor(file, message.body, "object header")
    func refusal(_ problem: String, _ remedy: String) -> MATFileError {
      MATFileError(.unsupported, at: message.body.lowerBound, problem, remedy: remedy)
    }
    let isShared = message.flags & 2 != 0
    if isShared && [0x01, 0x03, 0x05, 0x08, 0x0B].contains(message.type) {
      throw refusal(
        message.type == 0x03
          ? "has a type that is stored under a name of its own"
          : "shares a header message with other objects", MATFileError.repack)
    }
    switch message.type {
    case 0x01: dataspace = try HDF5Dataspace(&cursor)
    case 0x02:
      isGroup = true
      let (version, flags) = (try cursor.integer(1), try cursor.integer(1))
      try cursor.skip(flags & 1 == 0 ? 0 : 8)
      guard version == 0, try cursor.address() == nil else {
        throw refusal(
          "is a group with its links in a fractal heap",
          "write it with libver='earliest', names in ASCII and no external links in h5py")
      }
    case 0x03: datatype = try HDF5Datatype(&cursor)
    case 0x04:
      if fill.isEmpty { fill = try cursor.take(try cursor.integer(4)) }
    case 0x05: fill = try Self.fillValue(&cursor)
    case 0x06:
      isGroup = true
      links.append(try HDF5Link(&cursor))
    case 0x07: throw refusal("has its values in other files", "copy them into this file")
    case 0x08: layout = try HDF5Layout(&cursor)
    case 0x0B: filters = try HDF5Filters(&cursor)
    case 0x0C:
      if !isShared, let attribute = try HDF5Attribute(&cursor) {
        attributes[attribute.name] = attribute
      }
    case 0x11:
      isGroup = true
      guard let tree = try cursor.address(), let heap = try cursor.address() else {
        throw cursor.fault(.corrupt, "the group has no symbol table")
      }
      symbolTable = SymbolTable(tree: tree, heap: heap)
    case 0x00, 0x0A, 0x0D...0x10, 0x12...0x16: break
    case let type:
      // The bit says that nobody must go on who does not know the message.
      if message.flags & 0x80 != 0 {
        throw refusal("has a header message of the unknown type \(type)", MATFileError.repack)
      }
    }
  }

  /// Reads a fill value message (IV.A.2.f).
  private static func fillValue(_ cursor: inout HDF5Cursor) throws(MATFileError) -> Range<Int> {
    let before = cursor
    let version = try cursor.integer(1)
    let isDefined: Bool
    switch version {
    case 1, 2:
      try cursor.skip(2)
      isDefined = try cursor.integer(1) != 0 || version == 1
    case 3: isDefined = try cursor.integer(1) & 0x20 != 0
    default: throw before.fault(.unsupported, "has a fill value of version \(version)")
    }
    return isDefined ? try cursor.take(try cursor.integer(4)) : 0..<0
  }
}
