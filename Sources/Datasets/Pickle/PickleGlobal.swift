/// The Python names that the interpreter supports.
///
/// It implements their meaning in NumPy itself; nothing is imported or called.
enum PickleGlobal {
  /// `_reconstruct` of NumPy's multiarray: an array that a `BUILD` fills.
  case reconstruct
  /// `numpy.ndarray`, the argument of `_reconstruct`.
  case ndarray
  /// `numpy.dtype`: the element type.
  case dtype
  /// `_codecs.encode`: bytes that protocols 0 to 2 store in a string.
  case encode
  /// `_frombuffer` of NumPy's numeric: an array over the bytes of protocol 5.
  case fromBuffer
  /// `scalar` of NumPy's multiarray: a single number or text.
  case scalar
  /// `collections.OrderedDict`, and scikit-learn's `Bunch`, a dictionary whose entries are
  /// attributes, too.
  case dictionary

  /// Returns the global with a name.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported`, with the name, for any other name.
  init(module: String, name: String, at place: String) throws(DatasetError) {
    switch (module, name) {
    case ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"):
      self = .reconstruct
    case ("numpy", "ndarray"): self = .ndarray
    case ("numpy", "dtype"): self = .dtype
    case ("_codecs", "encode"): self = .encode
    case ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"):
      self = .fromBuffer
    case ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar"): self = .scalar
    case ("collections", "OrderedDict"), ("sklearn.utils._bunch", "Bunch"),
      ("sklearn.utils", "Bunch"), ("sklearn.datasets.base", "Bunch"):
      self = .dictionary
    default:
      throw DatasetError(
        .unsupported, at: place,
        "refused: the pickle refers to \(printable(module)).\(printable(name)); nothing was run",
        remedy: "only plain NumPy arrays in tuples, lists and dictionaries are read")
    }
  }
}

/// A name from an untrusted file, made printable and short.
private func printable(_ name: String) -> String {
  let safe = name.unicodeScalars.prefix(80).map { scalar -> Character in
    (0x20..<0x7F).contains(scalar.value) ? Character(scalar) : "?"
  }
  return String(safe)
}
