internal import Compression
internal import Machine

extension MATFile {
  /// The versions of MAT-files that are written, by the names of MATLAB's `save`.
  public enum Version: String, Sendable, CaseIterable {
    /// Level 5 without compression (`save -v6`).
    case v6
    /// Level 5, each variable compressed (`save -v7`).
    case v7
  }

  /// The default header text, without a date, so that the same variables give the same bytes.
  public static let defaultHeaderText = "MATLAB 5.0 MAT-file, written by FullBatch"

  /// Encodes variables as a little-endian Level 5 file.
  ///
  /// Numbers are written in their storage type, so an array that was stored compactly stays
  /// compact.
  ///
  /// - Parameters:
  ///   - variables: The variables in the order of the file. The names must be unique MATLAB
  ///     identifiers: a letter, then letters, digits and underscores, at most 63 characters.
  ///   - version: The version of the file, by default compressed (`v7`).
  ///   - headerText: The description at the beginning of the file, 4 to 116 bytes without a zero;
  ///     some programs expect it to begin with `MATLAB 5.0 MAT-file`.
  /// - Returns: The bytes of the file.
  /// - Throws: ``MATFileError`` of kind `unwritable` for an invalid or repeated name, for
  ///   unsupported content, and for sizes beyond the 32 bits of the format.
  /// - Complexity: Linear in the size of the arrays; one variable at a time is in memory twice.
  public static func encode(
    _ variables: [(name: String, array: MATArray)], version: Version = .v7,
    headerText: String = defaultHeaderText
  ) throws(MATFileError) -> [UInt8] {
    try fileHeader(headerText) + elements(variables, version: version)
  }

  /// Encodes variables as they follow the header of a file, in one or several parts.
  package static func elements(
    _ variables: [(name: String, array: MATArray)], version: Version
  ) throws(MATFileError) -> [UInt8] {
    var elements: [UInt8] = []
    var names: Set<String> = []
    for (name, array) in variables {
      guard isIdentifier(name), names.insert(name).inserted else {
        throw MATFileError(
          .unwritable, variable: name,
          names.contains(name) ? "has the name of another variable" : "is not a valid MATLAB name",
          remedy: "use a unique name: a letter, then letters, digits and underscores, at most 63")
      }
      var element = ElementWriter()
      do {
        try element.append(array, name: name)
      } catch {
        throw error.inside(name)
      }
      switch version {
      case .v6: elements += element.bytes
      case .v7: try append(compressing: element.bytes, to: &elements, variable: name)
      }
    }
    return elements
  }

  /// Writes variables to a Level 5 file.
  ///
  /// The file is written atomically, to a temporary file that is renamed.
  ///
  /// - Parameters:
  ///   - variables: The variables in the order of the file, with unique MATLAB identifiers as
  ///     names.
  ///   - path: The file to create or replace.
  ///   - version: The version of the file, by default compressed (`v7`).
  ///   - headerText: The description at the beginning of the file, 4 to 116 bytes without a zero.
  /// - Throws: ``MATFileError`` of kind `cannotWrite` or `writingFailed`, and the errors of
  ///   ``encode(_:version:headerText:)``.
  public static func write(
    _ variables: [(name: String, array: MATArray)], to path: String, version: Version = .v7,
    headerText: String = defaultHeaderText
  ) throws(MATFileError) {
    try write(try encode(variables, version: version, headerText: headerText), to: path)
  }

  /// Writes an encoded file atomically.
  package static func write(_ bytes: [UInt8], to path: String) throws(MATFileError) {
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
        .unwritable,
        "the header text has \(header.count) bytes, but needs 4 to 116 bytes without a zero")
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
    // A compressed element is not padded.
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
