internal import Compression
internal import Machine

extension MATFile {
  /// What MATLAB's `save` calls the file versions that are written.
  public enum Version: String, Sendable, CaseIterable {
    /// Level 5 without compression (`save -v6`).
    case v6
    /// Level 5, each variable compressed (`save -v7`).
    case v7
  }

  /// The header text of a file for which no other is given; it names no date, so that the same
  /// variables give the same bytes.
  public static let defaultHeaderText = "MATLAB 5.0 MAT-file, written by FullBatch"

  /// Encodes variables as a Level 5 file, little endian.
  ///
  /// Numbers are written in the type that they are stored in, so that what was read compact stays
  /// compact.
  ///
  /// - Parameters:
  ///   - variables: The variables in the order of the file. A name is a MATLAB identifier: a
  ///     letter, then letters, digits and underscores, 63 at most; none twice.
  ///   - version: With or without compression.
  ///   - headerText: What the file says of itself, at most 116 bytes; programs that look at it
  ///     expect it to begin with `MATLAB 5.0 MAT-file`.
  /// - Returns: The bytes of the file.
  /// - Throws: ``MATFileError`` of kind `unwritable` for a name that is none, for arrays of a class
  ///   that is not read either, and for sizes beyond the 32 bits of the format.
  /// - Complexity: Linear in the size of the arrays; one variable is held twice at a time.
  public static func encode(
    _ variables: [(name: String, array: MATArray)], version: Version = .v7,
    headerText: String = defaultHeaderText
  ) throws(MATFileError) -> [UInt8] {
    var file = try fileHeader(headerText)
    var names: Set<String> = []
    for (name, array) in variables {
      guard isIdentifier(name), names.insert(name).inserted else {
        throw MATFileError(
          .unwritable, variable: name,
          names.contains(name) ? "is there twice" : "is no name of a MATLAB variable",
          remedy: "use a letter, then letters, digits and underscores, 63 at most")
      }
      var element = ElementWriter()
      do {
        try element.append(array, name: name)
      } catch {
        throw error.inside(name)
      }
      switch version {
      case .v6: file += element.bytes
      case .v7: try append(compressing: element.bytes, to: &file, variable: name)
      }
    }
    return file
  }

  /// Writes variables to a Level 5 file.
  ///
  /// The file appears whole or not at all: it is written beside the target and renamed.
  ///
  /// - Parameters:
  ///   - variables: As ``encode(_:version:headerText:)`` takes them.
  ///   - path: The file to make, or to replace.
  ///   - version: With or without compression.
  ///   - headerText: What the file says of itself.
  /// - Throws: ``MATFileError`` as ``encode(_:version:headerText:)`` does, and of kind
  ///   `cannotWrite` or `writingFailed`.
  public static func write(
    _ variables: [(name: String, array: MATArray)], to path: String, version: Version = .v7,
    headerText: String = defaultHeaderText
  ) throws(MATFileError) {
    let bytes = try encode(variables, version: version, headerText: headerText)
    do throws(SystemError) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw MATFileError(writing: error)
    }
  }

  /// The 128 bytes before the first element.
  private static func fileHeader(_ text: String) throws(MATFileError) -> [UInt8] {
    var header = Array(text.utf8)
    guard header.count <= 116, header.prefix(4).count == 4, !header.contains(0) else {
      throw MATFileError(
        .unwritable, "the header text has \(header.count) bytes, not 4 to 116 without a zero")
    }
    header += repeatElement(UInt8(ascii: " "), count: 116 - header.count)
    header += repeatElement(0, count: 8)  // no subsystem
    header += [0x00, 0x01, UInt8(ascii: "I"), UInt8(ascii: "M")]
    return header
  }

  private static func append(
    compressing element: [UInt8], to file: inout [UInt8], variable: String
  ) throws(MATFileError) {
    let compressed: [UInt8]
    do {
      compressed = try Deflate.compress(element, container: .zlib)
    } catch {
      throw MATFileError(.unwritable, variable: variable, error.problem)
    }
    // A compressed element is the only one that is not padded.
    try file.appendTag(.compressed, count: compressed.count)
    file += compressed
  }

  private static func isIdentifier(_ name: String) -> Bool {
    let bytes = name.utf8
    let isLetter = { (byte: UInt8) in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~0x20)
    }
    guard let first = bytes.first, isLetter(first), bytes.count <= 63 else { return false }
    return bytes.allSatisfy {
      isLetter($0) || $0 == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
  }
}
