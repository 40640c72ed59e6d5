/// Reads the fields of a structure sequentially, never past its end.
struct HDF5Cursor {
  /// The file.
  let file: HDF5File
  /// The offset of the next byte in the file.
  private(set) var position: Int
  /// The end of the structure.
  let end: Int
  /// The name of the structure, for error messages.
  let structure: String
  private let start: Int

  /// Creates a cursor at an offset in the file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - offset: The offset of the first byte.
  ///   - length: The length of the structure; up to the end of the file by default.
  ///   - structure: The name of the structure, for error messages.
  /// - Throws: ``MATFileError`` of kind `truncated` if the file ends before the structure does.
  init(
    _ file: HDF5File, at offset: Int, length: Int? = nil, _ structure: String
  ) throws(MATFileError) {
    let available = file.bytes.count - offset
    guard offset >= 0, length ?? 0 >= 0, available >= 0, length ?? 0 <= available else {
      throw MATFileError(
        .truncated, at: min(max(offset, 0), file.bytes.count),
        "the \(structure) at byte \(offset) is not within the \(file.bytes.count) bytes of the file",
        remedy: MATFileError.copyAgain)
    }
    self.init(file, offset..<offset + (length ?? available), structure)
  }

  /// Creates a cursor on a range that is known to be within the file.
  init(_ file: HDF5File, _ range: Range<Int>, _ structure: String) {
    self.file = file
    self.structure = structure
    start = range.lowerBound
    position = range.lowerBound
    end = range.upperBound
  }

  /// Creates an error at the current position.
  func fault(_ kind: MATFileError.Kind, _ problem: String) -> MATFileError {
    MATFileError(
      kind, at: position, problem,
      remedy: kind == .truncated ? MATFileError.copyAgain : MATFileError.saveAgain)
  }

  /// Returns the range of the next bytes and moves past them.
  mutating func take(_ count: Int) throws(MATFileError) -> Range<Int> {
    guard count >= 0, count <= end - position else {
      throw end == file.bytes.count
        ? fault(.truncated, "the file ends within the \(structure)")
        : fault(.corrupt, "the \(structure) has fewer bytes than its fields need")
    }
    defer { position += count }
    return position..<position + count
  }

  /// Moves past bytes.
  mutating func skip(_ count: Int) throws(MATFileError) { _ = try take(count) }

  /// Moves to the next multiple of eight bytes from the beginning of the structure.
  mutating func align() throws(MATFileError) { try skip((8 - (position - start) % 8) % 8) }

  /// Reads an unsigned integer of up to eight bytes.
  mutating func bits(_ width: Int) throws(MATFileError) -> UInt64 {
    file.bytes[try take(width)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads an unsigned integer that `Int` can represent.
  mutating func integer(_ width: Int) throws(MATFileError) -> Int {
    let before = self
    guard let value = Int(exactly: try bits(width)) else {
      throw before.fault(.corrupt, "the \(structure) has a size beyond 2⁶³")
    }
    return value
  }

  /// Reads an address as an offset in the file; `nil` for the undefined address (I.B).
  mutating func address() throws(MATFileError) -> Int? {
    let before = self
    let value = try bits(8)
    if value == .max { return nil }
    let (offset, overflow) = Int(clamping: value).addingReportingOverflow(file.base)
    guard !overflow else {
      throw before.fault(.corrupt, "the \(structure) has an address beyond 2⁶³")
    }
    return offset
  }

  /// Reads the four characters that begin a structure.
  mutating func signature(_ text: String) throws(MATFileError) {
    let before = self
    guard file.bytes[try take(4)].elementsEqual(text.utf8) else {
      throw before.fault(.corrupt, "the \(structure) does not begin with \(text)")
    }
  }

  /// Reads text up to a zero byte, which is skipped.
  mutating func text() throws(MATFileError) -> String {
    guard let zero = file.bytes[position..<end].firstIndex(of: 0) else {
      throw fault(.corrupt, "a name in the \(structure) does not end")
    }
    defer { position = zero + 1 }
    return String(decoding: file.bytes[position..<zero], as: UTF8.self)
  }

  /// The bytes from the current position to the end.
  var rest: Range<Int> { position..<end }
}
