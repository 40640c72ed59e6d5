extension MATArray: CustomStringConvertible {
  /// The ``summary``, as in "5000×400 double".
  public var description: String { summary }
}

extension MATVariable: CustomStringConvertible {
  /// The name, the size and the class, as in "X: 5000×400 double"; or the error if it can't be
  /// read.
  public var description: String {
    if let fault { return "\(fault)" }
    let size = dimensions.map(String.init).joined(separator: "×")
    return "\(name): \(size)" + (isSparse ? " sparse" : "") + (isComplex ? " complex" : "")
      + " \(arrayClass.rawValue)"
  }
}

extension MATFile: CustomStringConvertible {
  /// The format and the variables, in one line.
  public var description: String {
    "\(format.rawValue), " + (variables.isEmpty ? "no variables" : "")
      + variables.map(\.description).joined(separator: "; ")
  }
}
