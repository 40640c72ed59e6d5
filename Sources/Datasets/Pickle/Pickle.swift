/// NumPy arrays in a Python pickle, such as `mnist.pkl.gz`, uncompressed or gzip-compressed.
///
/// Protocols 0 to 5 of Python 2 and 3 are supported. No Python name is ever imported or called: the
/// few names that NumPy arrays need are built in, all others are rejected.
package enum Pickle {
  /// The default limit on the size of a decompressed pickle: 2 GiB.
  package static let inflationLimit = 1 << 31

  /// Whether content begins like a pickle.
  ///
  /// Protocols 2 to 5 are identified by their first two bytes; older protocols begin with a tuple,
  /// list or dictionary, or with a name from a NumPy module.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.count >= 2, bytes.first == 0x80 { return bytes.dropFirst().first! <= 5 }
    let opening = bytes.drop { $0 == UInt8(ascii: "(") }
    return opening.starts(with: "cnumpy".utf8) || opening.starts(with: "lp".utf8)
      || opening.starts(with: "dp".utf8) || opening.starts(with: "]q".utf8)
      || opening.starts(with: "}q".utf8)
  }
}
