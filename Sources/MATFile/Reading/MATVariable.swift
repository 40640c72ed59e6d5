/// What a MAT-file says of a variable before its values.
public struct MATVariable: Sendable {
  /// The name; empty if it could not be read.
  public let name: String
  /// The class, as MATLAB's `class` says.
  public let arrayClass: MATClass
  /// The sizes; empty for an opaque class, which has none.
  public let dimensions: [Int]
  /// Whether the numbers have imaginary parts.
  public let isComplex: Bool
  /// Whether the values are truth values.
  public let isLogical: Bool
  /// Whether the matrix is sparse.
  public let isSparse: Bool
  /// Whether the variable was global when it was saved.
  public let isGlobal: Bool
  /// How the numbers or characters are stored; `nil` for arrays that hold other things.
  public let storage: MATStorage?
  /// Why the variable can't be read, if that is known already.
  public let fault: MATFileError?
  /// Where it is.
  let place: Place

  /// Whether the variable is of a kind that is read.
  ///
  /// Its values may still turn out to be broken when they are.
  public var isSupported: Bool { fault == nil }

  /// Where a variable is in its file.
  enum Place: Sendable {
    case level4(Level4.Header)
    case level5(Level5.Element)
  }
}

extension MATVariable {
  /// A variable whose description could not be read.
  init(faulty fault: MATFileError, at place: Place) {
    self.init(
      name: fault.variable, arrayClass: .unknown, dimensions: [], isComplex: false,
      isLogical: false, isSparse: false, isGlobal: false, storage: nil, fault: fault, place: place)
  }
}
