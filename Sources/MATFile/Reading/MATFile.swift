internal import Compression
public import Machine

/// A MAT-file of Level 4 or Level 5 (`save -v4`, `-v6`, `-v7`), in memory.
///
///     let file = try MATFile(path: "ex4data1.mat")
///     for variable in file.variables { print(variable.name, variable.dimensions) }
///     let pixels = try file.array(named: "X")
///
/// Opening lists the variables and reads no values; a variable is inflated and taken apart when it
/// is asked for, alone. What is odd about one variable (a class that is not read, broken bytes) is
/// kept with that variable and never hides the others.
///
/// The bytes are not trusted: sizes are checked against the bytes that are there before memory is
/// taken, nesting is bounded, and a compressed element inflates to no more than it announces.
///
/// Source: *MAT-File Format*, The MathWorks, R2014a; for text encodings, opaque classes and the
/// subsystem, which it leaves out, the files that MATLAB writes.
public struct MATFile: Sendable {
  /// The generation of the format.
  public enum Format: String, Sendable {
    /// Level 4: a header of five words before each matrix.
    case level4 = "mat4"
    /// Level 5: tagged elements, compressed (version 7) or not (version 6).
    case level5 = "mat5"
  }

  /// The generation of the format.
  public let format: Format
  /// The order of the bytes of its numbers.
  public let byteOrder: ByteOrder
  /// The text that a Level 5 file begins with, without the blanks at its end.
  public let headerText: String
  /// What is known of each variable without reading its values, in the order of the file.
  public let variables: [MATVariable]
  /// The fault at which the file breaks off, if it does; the variables before it can be read.
  public let damage: MATFileError?

  /// The whole file.
  let bytes: [UInt8]
  /// The most bytes that one compressed variable may inflate to.
  let inflationLimit: Int

  /// The deepest nesting of cells and structs that is read.
  static let maximumDepth = 64

  /// Lists the variables of a file that is already in memory.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - inflationLimit: The most bytes that one compressed variable may inflate to; 4 GiB, which
  ///     is what a length of the format can say.
  /// - Throws: ``MATFileError`` of kind `notMATFile`, `version73`, `truncated` or `unsupported` if
  ///   the bytes do not begin as a MAT-file of Level 4 or 5 does. Faults of single variables are
  ///   found in ``variables``, and a broken end in ``damage``.
  /// - Complexity: Linear in the number of variables, not in their sizes.
  public init(
    reading bytes: [UInt8], inflatingAtMost inflationLimit: Int = 1 << 32
  ) throws(MATFileError) {
    let listing: Listing
    if try Level4.isFirstHeader(bytes) {
      format = .level4
      headerText = ""
      byteOrder = Level4.byteOrder(ofHeaderAt: 0, in: bytes)
      listing = Level4.list(bytes)
    } else {
      let header = try Level5.FileHeader(bytes)
      format = .level5
      headerText = header.text
      byteOrder = header.byteOrder
      listing = Level5.list(bytes, header, inflationLimit: inflationLimit)
    }
    variables = listing.variables
    damage = listing.damage
    self.bytes = bytes
    self.inflationLimit = inflationLimit
  }

  /// Reads a file into memory and lists its variables.
  ///
  /// - Throws: ``MATFileError`` as ``init(reading:inflatingAtMost:)`` does, and of kind
  ///   `noSuchFile` or `unreadable`.
  public init(path: String) throws(MATFileError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try InputFile(path: path).content()
    } catch {
      throw MATFileError(reading: error)
    }
    try self.init(reading: bytes)
  }

  /// What a walk over a file finds.
  struct Listing {
    /// The variables in the order of the file.
    var variables: [MATVariable] = []
    /// Where the walk had to end early, if it had.
    var damage: MATFileError?
  }
}

extension MATFile {
  /// The variable of a name; the last one where a file repeats it, as MATLAB's `load` has it.
  public func variable(named name: String) -> MATVariable? {
    variables.last { $0.name == name }
  }

  /// Reads the variable of a name.
  ///
  /// - Throws: ``MATFileError`` of kind `missingVariable`, or of that of the fault which may hide
  ///   the variable: a broken name, or ``damage``; and as ``array(of:)`` does.
  public func array(named name: String) throws(MATFileError) -> MATArray {
    guard let variable = variable(named: name) else { throw absence(of: name) }
    return try array(of: variable)
  }

  /// Reads a variable of this file.
  ///
  /// - Parameter variable: One of ``variables``.
  /// - Returns: The array. Numbers stay in the bytes of the file or of its inflated element.
  /// - Throws: ``MATFileError`` of kind `unsupported`, `truncated`, `corrupt` or `tooLarge`.
  /// - Complexity: Linear in the size of this variable.
  public func array(of variable: MATVariable) throws(MATFileError) -> MATArray {
    if let fault = variable.fault { throw fault }
    do throws(MATFileError) {
      switch variable.place {
      case .level4(let header): return try Level4.array(header, in: bytes)
      case .level5(let element):
        var reader = try element.open(in: bytes, byteOrder)
        return try reader.array(depth: 0)
      }
    } catch {
      throw error.inside(variable.name)
    }
  }

  /// The fault of a variable whose name can't be read: it may be the one that is not found.
  package var namelessFault: MATFileError? {
    variables.first { $0.name.isEmpty && !$0.isSupported }?.fault
  }

  /// Why there is no variable of a name.
  private func absence(of name: String) -> MATFileError {
    if var fault = namelessFault ?? damage {
      fault.variable = name
      fault.problem = "is not found, and not all of the file can be read: \(fault.problem)"
      return fault
    }
    let names = variables.map(\.name).joined(separator: ", ")
    return MATFileError(
      .missingVariable, variable: name, "is not in the file",
      remedy: names.isEmpty ? "the file has no variables" : "the file has \(names)")
  }
}
