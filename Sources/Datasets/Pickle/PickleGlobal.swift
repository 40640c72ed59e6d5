/// The only names from Python that the interpreter knows.
///
/// It knows what NumPy means by them and does that itself; nothing is ever imported or called.
enum PickleGlobal {
  /// `_reconstruct` of NumPy's multiarray: an array that a `BUILD` will fill.
  case reconstruct
  /// `numpy.ndarray`, the argument of `_reconstruct`.
  case ndarray
  /// `numpy.dtype`: what the elements are.
  case dtype
  /// `_codecs.encode`: bytes that protocols 0 to 2 hide in a text.
  case encode
  /// `_frombuffer` of NumPy's numeric: an array over the bytes of protocol 5.
  case fromBuffer

  /// The meaning of a name.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported` that names any other.
  init(module: String, name: String, at place: String) throws(DatasetError) {
    switch (module, name) {
    case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
      self = .reconstruct
    case ("numpy", "ndarray"): self = .ndarray
    case ("numpy", "dtype"): self = .dtype
    case ("_codecs", "encode"): self = .encode
    case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"):
      self = .fromBuffer
    default:
      throw DatasetError(
        .unsupported, at: place,
        "refused: the pickle asks for \(printable(module)).\(printable(name)); nothing was run",
        remedy: "only plain NumPy arrays in tuples, lists and dictionaries are read")
    }
  }
}

/// A name from a hostile file, fit to be printed in one short line.
private func printable(_ name: String) -> String {
  let safe = name.unicodeScalars.prefix(80).map { scalar -> Character in
    (0x20..<0x7F).contains(scalar.value) ? Character(scalar) : "?"
  }
  return String(safe)
}
