internal import Machine

/// A NumPy `dtype` in a pickle: a code, and a byte order from its state.
struct PickleDtype {
  private(set) var elements: NumPyElements

  /// Sets the byte order of numbers and of characters of several bytes.
  mutating func setByteOrder(_ order: ByteOrder) {
    switch elements {
    case .numbers(let type, _): elements = .numbers(type, order)
    case .texts(var text) where text.byteOrder != nil:
      text.byteOrder = order
      elements = .texts(text)
    case .texts, .objects: break
    }
  }
}
