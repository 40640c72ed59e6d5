internal import Machine
internal import StoredNumbers

/// A NumPy `dtype` in a pickle: a code, and a byte order from its state.
struct PickleDtype {
  let elementType: ElementType
  var byteOrder: ByteOrder
}
