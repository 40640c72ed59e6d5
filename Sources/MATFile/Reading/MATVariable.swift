/// The description of a variable in a MAT-file, without its values.
public struct MATVariable: Sendable {
  /// The name; empty if it can't be read.
  public let name: String
  /// The class, as MATLAB's `class` returns it.
  public let arrayClass: MATClass
  /// The dimensions; empty for an opaque class.
  public let dimensions: [Int]
  /// Whether the numbers have imaginary parts.
  public let isComplex: Bool
  /// Whether the values are logical.
  public let isLogical: Bool
  /// Whether the matrix is sparse.
  public let isSparse: Bool
  /// Whether the variable was global when it was saved.
  public let isGlobal: Bool
  /// The storage type of the numbers or characters; `nil` for other arrays.
  public let storage: MATStorage?
  /// The error if the variable can't be read; `nil` if none is known.
  public let fault: MATFileError?
  /// The location in the file.
  let place: Place

  /// Whether the variable is supported.
  ///
  /// Its values may still be corrupt.
  public var isSupported: Bool { fault == nil }

  /// The location of a variable in its file.
  enum Place: Sendable {
    case level4(Level4.Header)
    case level5(Level5.Element)
    /// The position and the line after the name.
    case octaveText(name: String, position: Int, line: Int)
    /// The position of the header.
    case octaveBinary(position: Int)
    /// The offset of the object header.
    case hdf5(Int)
  }
}

extension MATVariable {
  /// Creates a variable whose description can't be read; by default its name is that of the error.
  init(faulty fault: MATFileError, named name: String? = nil, at place: Place) {
    self.init(
      name: name ?? fault.variable, arrayClass: .unknown, dimensions: [], isComplex: false,
      isLogical: false, isSparse: false, isGlobal: false, storage: nil, fault: fault, place: place)
  }
}
