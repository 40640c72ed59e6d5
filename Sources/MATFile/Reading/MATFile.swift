internal import Compression
public import Machine

/// A MAT-file (`save -v4`, `-v6`, `-v7` or `-v7.3`), another HDF5 file, or a file in one of Octave's
/// own formats (`save -text`, which is Octave's default, and `-binary`), in memory.
///
///     let file = try MATFile(path: "ex4data1.mat")
///     for variable in file.variables { print(variable.name, variable.dimensions) }
///     let pixels = try file.array(named: "X")
///
/// Opening a file lists its variables without reading their values; a variable is decompressed and
/// decoded when it is read. A file that is gzip-compressed as a whole (`save -zip`) is decompressed
/// when it is opened. An error in one variable, such as an unsupported class or corrupt
/// bytes, does not affect the others.
///
/// The bytes are not trusted: sizes are checked against the number of bytes before memory is
/// allocated, the nesting depth is limited, and a compressed element can't exceed its declared
/// size.
///
/// Of HDF5, the part is read that MATLAB uses in version 7.3, and that Octave's `save -hdf5`, h5py
/// and Keras use by default: old-style groups; numbers, truth values, text, compounds of complex
/// numbers, and references; contiguous, compact and chunked storage; the filters deflate, shuffle
/// and fletcher32. A group is a struct, and an array of NumPy's shape (a, b) is an a × b matrix.
/// Anything else is refused by name and does not affect the other variables.
///
/// Source: *MAT-File Format*, The MathWorks, R2014a, and files written by MATLAB for text
/// encodings, opaque classes, the subsystem and version 7.3, which are not documented there; *HDF5
/// File Format Specification*, version 3.0, The HDF Group.
public struct MATFile: Sendable {
  /// The level of the format.
  public enum Format: String, Sendable {
    /// Level 4: a header of five words before each matrix.
    case level4 = "mat4"
    /// Level 5: tagged elements, compressed (version 7) or uncompressed (version 6).
    case level5 = "mat5"
    /// Octave's text format: lines with keywords, and numbers in decimal notation. Text from an
    /// editor may have a byte-order mark, and no line break at its end.
    case octaveText = "octave-text"
    /// Octave's binary format: a header and the bytes of each value.
    case octaveBinary = "octave-binary"
    /// Version 7.3: an HDF5 file behind a header of 512 bytes.
    case level73 = "mat73"
    /// An HDF5 file of any other program, such as Octave, h5py or Keras.
    case hdf5
  }

  /// The format.
  public let format: Format
  /// The byte order of the numbers; that of the machine for a text format.
  public let byteOrder: ByteOrder
  /// The text at the beginning of a file of Level 5, version 7.3 or Octave's text format, without
  /// trailing blanks; empty for any other.
  public let headerText: String
  /// Descriptions of the variables, in the order of the file.
  public let variables: [MATVariable]
  /// The error that ends the list of variables early, or `nil`; the variables before it can be
  /// read.
  public let damage: MATFileError?

  /// The content of the file, decompressed if the file is gzip-compressed as a whole.
  let bytes: [UInt8]
  /// The maximum size of a decompressed variable in bytes; `nil` for that of the format.
  let inflationLimit: Int?

  /// The maximum nesting depth of cells and structs.
  static let maximumDepth = 64

  /// Opens a MAT-file in memory and lists its variables.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - inflationLimit: The maximum size of a decompressed variable, or of a file that is
  ///     compressed as a whole, in bytes. With `nil`, the default, it is 4 GiB, the largest size that
  ///     Level 5 can represent, and the memory of the machine for HDF5.
  /// - Throws: ``MATFileError`` of kind `notMATFile`, `truncated`, `corrupt` or `unsupported` if
  ///   the bytes do not begin with the header of one of the formats. Errors in single variables
  ///   are in ``variables``, and an error that ends the list early is in ``damage``.
  /// - Complexity: Linear in the number of variables, not in their sizes.
  public init(
    reading bytes: [UInt8], inflatingAtMost inflationLimit: Int? = nil
  ) throws(MATFileError) {
    let listing: Listing
    var bytes = try Self.decompressed(bytes, atMost: inflationLimit ?? 1 << 32)
    if let header = try OctaveBinary.FileHeader(bytes) {
      format = .octaveBinary
      headerText = ""
      byteOrder = header.byteOrder
      listing = OctaveBinary.list(bytes, byteOrder)
    } else if OctaveText.begins(bytes) {
      bytes = OctaveText.endingLastLine(of: bytes)
      format = .octaveText
      headerText = OctaveText(bytes).headerText
      byteOrder = .native
      listing = OctaveText.list(bytes)
    } else if let start = HDF5File.signatureOffset(in: bytes[...]) {
      let file = try HDF5File(bytes, signatureAt: start)
      format = Level73.isHeader(bytes[..<start]) ? .level73 : .hdf5
      headerText = format == .level73 ? Level5.text(ofHeader: bytes) : ""
      byteOrder = .little
      listing = Level73.list(
        file, isMATLAB: format == .level73,
        decodingAtMost: inflationLimit ?? Level73.defaultLimit)
    } else if try Level4.isFirstHeader(bytes) {
      format = .level4
      headerText = ""
      byteOrder = Level4.byteOrder(ofHeaderAt: 0, in: bytes)
      listing = Level4.list(bytes)
    } else {
      let header = try Level5.FileHeader(bytes)
      format = .level5
      headerText = header.text
      byteOrder = header.byteOrder
      listing = Level5.list(bytes, header, inflationLimit: inflationLimit ?? 1 << 32)
    }
    variables = listing.variables
    damage = listing.damage
    self.bytes = bytes
    self.inflationLimit = inflationLimit
  }

  /// Reads a MAT-file into memory and lists its variables.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: ``MATFileError`` of kind `noSuchFile` or `unreadable`, and the errors of
  ///   ``init(reading:inflatingAtMost:)``.
  public init(path: String) throws(MATFileError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try InputFile(path: path).content()
    } catch {
      throw MATFileError(reading: error)
    }
    try self.init(reading: bytes)
  }

  /// The result of listing the variables of a file.
  struct Listing {
    /// The variables in the order of the file.
    var variables: [MATVariable] = []
    /// The error that ended the list early, if any.
    var damage: MATFileError?
  }
}

extension MATFile {
  /// Returns the variable with a name, or `nil`; the last one if there are several, as in MATLAB's
  /// `load`.
  public func variable(named name: String) -> MATVariable? {
    variables.last { $0.name == name }
  }

  /// Reads the variable with a name.
  ///
  /// - Throws: ``MATFileError`` of kind `missingVariable`, or the error that may be the reason why
  ///   it is missing (an unreadable name, or ``damage``), and the errors of ``array(of:)``.
  public func array(named name: String) throws(MATFileError) -> MATArray {
    guard let variable = variable(named: name) else { throw absence(of: name) }
    return try array(of: variable)
  }

  /// Reads a variable of this file.
  ///
  /// - Parameter variable: One of ``variables``.
  /// - Returns: The array, whose numbers share memory with the file or the decompressed element.
  /// - Throws: ``MATFileError`` of kind `unsupported`, `truncated`, `corrupt` or `tooLarge`.
  /// - Complexity: Linear in the size of the variable.
  public func array(of variable: MATVariable) throws(MATFileError) -> MATArray {
    if let fault = variable.fault { throw fault }
    do throws(MATFileError) {
      switch variable.place {
      case .level4(let header): return try Level4.array(header, in: bytes)
      case .level5(let element):
        var reader = try element.open(in: bytes, byteOrder)
        return try reader.array(depth: 0)
      case .octaveText(let name, let position, let line):
        var reader = OctaveText(bytes, at: position, line: line)
        return try reader.array(named: name)
      case .octaveBinary(let position):
        var reader = OctaveBinary(bytes, at: position, byteOrder)
        return try reader.array()
      case .hdf5(let address):
        var reader = try hdf5Reader()
        return try reader.array(at: address)
      }
    } catch {
      throw error.inside(variable.name)
    }
  }

  /// The error of a variable whose name can't be read: it may be the one that is missing.
  package var namelessFault: MATFileError? {
    variables.first { $0.name.isEmpty && !$0.isSupported }?.fault
  }

  /// Creates the error for a missing variable.
  private func absence(of name: String) -> MATFileError {
    if var fault = namelessFault ?? damage {
      fault.variable = name
      fault.problem = "was not found, and a part of the file can't be read: \(fault.problem)"
      return fault
    }
    let names = variables.map(\.name).joined(separator: ", ")
    return MATFileError(
      .missingVariable, variable: name, "is not in the file",
      remedy: names.isEmpty ? "the file has no variables" : "the file has \(names)")
  }
}
