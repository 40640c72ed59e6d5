internal import Machine
internal import StoredNumbers

/// A NumPy `dtype` as a pickle describes it: a code, and a byte order that follows in its state.
struct PickleDtype {
  let elementType: ElementType
  var byteOrder: ByteOrder
}
