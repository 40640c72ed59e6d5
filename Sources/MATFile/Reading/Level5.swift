internal import Compression
internal import Machine

/// The Level 5 format: a header of 128 bytes, and an element, compressed or not, per variable.
enum Level5 {
  /// The first 128 bytes (MAT-File Format, figure 1-1).
  struct FileHeader {
    static let byteCount = 128
    /// The description of the file.
    let text: String
    /// The byte order of all numbers.
    let byteOrder: ByteOrder
    /// The offset of the element with the data of objects, if there is one.
    let subsystemOffset: Int?

    /// Reads the header, or throws an error that says what the file is instead.
    init(_ bytes: [UInt8]) throws(MATFileError) {
      guard bytes.count >= Self.byteCount else {
        if bytes.starts(with: Array("MATLAB 5.0".utf8)) {
          throw MATFileError(
            .truncated, at: bytes.count, "the file ends within its header of 128 bytes",
            remedy: MATFileError.copyAgain)
        }
        throw MATFileError.notMATFile(bytes)
      }
      switch (bytes[126], bytes[127]) {
      case (UInt8(ascii: "I"), UInt8(ascii: "M")): byteOrder = .little
      case (UInt8(ascii: "M"), UInt8(ascii: "I")): byteOrder = .big
      default: throw MATFileError.notMATFile(bytes)
      }
      let version = Int(littleOrBig: bytes[124..<126], byteOrder)
      if version == 0x0200 {
        throw MATFileError(
          bytes.count < 520 ? .truncated : .corrupt, at: 124,
          "claims version 7.3, but no HDF5 file follows the header",
          remedy: MATFileError.copyAgain)
      }
      guard version == 0x0100 else {
        throw MATFileError(
          .unsupported, at: 124, "has format version \(version), and only 256 is supported",
          remedy: "save it in MATLAB with save -v7")
      }
      text = Level5.text(ofHeader: bytes)
      // Blanks or zeros mean that there is no subsystem.
      let offset = bytes[116..<124]
      if offset.allSatisfy({ $0 == 0x20 }) || offset.allSatisfy({ $0 == 0 }) {
        subsystemOffset = nil
      } else {
        subsystemOffset = Int(littleOrBig: offset, byteOrder)
      }
    }
  }

  /// The text at the beginning of a header.
  static func text(ofHeader bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(116), as: UTF8.self).trimmingBlanks()
  }

  /// Lists the variables of a file.
  static func list(
    _ bytes: [UInt8], _ header: FileHeader, inflationLimit: Int
  ) -> MATFile.Listing {
    var listing = MATFile.Listing()
    var position = FileHeader.byteCount
    while position < bytes.count {
      guard let tag = Tag(at: position, in: bytes[...], header.byteOrder) else {
        if bytes[position...].contains(where: { $0 != 0 }) {
          listing.damage = MATFileError(
            .truncated, at: position, "the file ends within the tag of an element",
            remedy: MATFileError.copyAgain)
        }
        break
      }
      // Some programs pad the end of the file.
      if bytes[position...].allSatisfy({ $0 == 0 }) { break }
      guard let type = tag.type, !tag.isSmall else {
        listing.damage = MATFileError(
          .corrupt, at: position, "the element has the unknown type \(tag.code)",
          remedy: MATFileError.saveAgain)
        break
      }
      let body = tag.body.clamped(to: 0..<bytes.count)
      let element = Element(
        type: type, body: body, isCutShort: body.count < tag.body.count,
        inflationLimit: inflationLimit)
      let isSubsystem = position == header.subsystemOffset
      if (type == .matrix || type == .compressed) && !isSubsystem {
        let variable = element.describe(in: bytes, header.byteOrder)
        // Without a name it is the workspace of function handles, or part of a truncated file.
        if !variable.name.isEmpty || !(variable.isSupported || element.isCutShort) {
          listing.variables.append(variable)
        }
      }
      if element.isCutShort {
        listing.damage = element.cutShort(in: bytes)
        break
      }
      position = tag.body.upperBound
    }
    return listing
  }
}

extension MATFileError {
  /// Creates an error for bytes that are not a MAT-file.
  static func notMATFile(_ bytes: [UInt8]) -> MATFileError {
    MATFileError(
      .notMATFile, at: 0, bytes.isEmpty ? "is empty" : "is not a MAT-file",
      remedy: "save the variables in MATLAB or Octave with save -v7")
  }
}
