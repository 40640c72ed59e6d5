internal import StoredNumbers

/// A value on the stack of the interpreter.
///
/// Containers are indices of ``PickleObject``s: the memo can return a container repeatedly while it
/// is being filled, so it needs an identity. So nesting in a file does not create a deep structure
/// in memory.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  /// `bytes`, `bytearray` or the `str` of Python 2.
  case bytes(ArraySlice<UInt8>)
  /// A string, in UTF-8.
  case text(ArraySlice<UInt8>)
  case global(PickleGlobal)
  case object(Int)
}

/// A value with an identity.
enum PickleObject {
  case tuple([PickleValue])
  case list([PickleValue])
  case dictionary([(key: PickleValue, value: PickleValue)])
  case dtype(PickleDtype)
  /// An array without content, which `_reconstruct` returns.
  case emptyArray
  case array(StoredArray)
  /// An array of texts.
  case texts(ArraySlice<UInt8>, NumPyText, dimensions: [Int], StorageOrder)
  /// An array of objects, in row-major order.
  case objects([PickleValue], dimensions: [Int])
}
