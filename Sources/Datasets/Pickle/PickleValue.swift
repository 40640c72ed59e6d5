/// What an instruction pushes on the stack.
///
/// Containers are numbers of a ``PickleObject``: the memo hands out the same container again and
/// again while it is still being filled, so it needs an identity. It also keeps values flat: no
/// file, however it nests, makes a deep structure in memory.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  /// `bytes`, `bytearray` or the `str` of Python 2.
  case bytes(ArraySlice<UInt8>)
  /// A text, in UTF-8.
  case text(ArraySlice<UInt8>)
  case global(PickleGlobal)
  case object(Int)
}

/// What has an identity.
enum PickleObject {
  case tuple([PickleValue])
  case list([PickleValue])
  case dictionary([(key: PickleValue, value: PickleValue)])
  case dtype(PickleDtype)
  /// An array that is not filled yet: what `_reconstruct` returns.
  case emptyArray
  case array(StoredArray)
}
