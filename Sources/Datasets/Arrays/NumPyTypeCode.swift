internal import Machine
internal import StoredNumbers

/// NumPy's code of an element type: an optional byte order, a letter for the kind, and the number
/// of bytes, as in `f4` or `<f4`.
///
/// Source: NumPy reference, "The array interface protocol", `typestr`.
struct NumPyTypeCode {
  let elementType: ElementType
  /// The byte order; `nil` if the code has none.
  let byteOrder: ByteOrder?

  /// Parses a code; `nil` for a type that is not a real number.
  init?(_ code: some StringProtocol) {
    var letters = code[...]
    switch letters.first {
    case "<": byteOrder = .little
    case ">": byteOrder = .big
    default: byteOrder = nil
    }
    if let first = letters.first, "<>|=".contains(first) { letters.removeFirst() }
    switch letters {
    case "b1", "?": elementType = .bool
    case "u1", "B": elementType = .uint8
    case "i1", "b": elementType = .int8
    case "u2": elementType = .uint16
    case "i2": elementType = .int16
    case "u4": elementType = .uint32
    case "i4": elementType = .int32
    case "u8": elementType = .uint64
    case "i8": elementType = .int64
    case "f2": elementType = .float16
    case "f4": elementType = .float32
    case "f8": elementType = .float64
    default: return nil
    }
  }
}
