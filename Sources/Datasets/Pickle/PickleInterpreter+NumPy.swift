internal import Machine
internal import StoredNumbers

/// The meaning of the names in NumPy, and of dictionaries of other classes.
extension PickleInterpreter {
  /// Reserves decoded bytes within the limit.
  mutating func allowDecoding(_ count: Int) throws(DatasetError) {
    guard count <= decodingAllowance else {
      throw refused("the pickle decodes more bytes than it has")
    }
    decodingAllowance -= count
  }

  /// `REDUCE`, which in Python calls the first value with the elements of the second.
  mutating func reduce() throws(DatasetError) {
    let values = try pop(2)
    guard case .global(let global) = values[0], let arguments = tuple(values[1]) else {
      throw malformed("a value is called that is not a function")
    }
    switch global {
    case .reconstruct:
      guard let first = arguments.first, case .global(.ndarray) = first else {
        throw refused("the pickle has an array of another class than numpy.ndarray")
      }
      push(.emptyArray)
    case .dtype: push(.dtype(try dtype(arguments)))
    case .encode: push(.bytes(try encode(arguments)))
    case .fromBuffer: push(try arrayFromBuffer(arguments))
    case .scalar: push(try scalar(arguments))
    case .dictionary: try pushDictionary(arguments)
    case .ndarray: throw refused("the pickle creates a numpy.ndarray directly")
    }
  }

  /// `NEWOBJ`, which in Python creates an object of the first value with the elements of the second.
  mutating func newObject() throws(DatasetError) {
    let values = try pop(2)
    guard case .global(.dictionary) = values[0], let arguments = tuple(values[1]) else {
      throw refused("the pickle creates an object of a class; nothing was run")
    }
    try pushDictionary(arguments)
  }

  private mutating func pushDictionary(_ arguments: [PickleValue]) throws(DatasetError) {
    guard arguments.isEmpty else { throw refused("a dictionary is created from other values") }
    push(.dictionary([]))
  }

  /// `BUILD`: sets the state of an array or a dtype.
  mutating func build() throws(DatasetError) {
    let value = try pop()
    guard case .object(let index) = try top() else { throw malformed("a state has no object") }
    // The attributes of a dictionary that are not its entries.
    if case .dictionary = objects[index] { return }
    guard let state = tuple(value) else { throw malformed("a state is not a tuple") }
    switch objects[index] {
    case .emptyArray: replace(index, by: try array(state))
    case .dtype(let dtype): replace(index, by: .dtype(try dtype.applying(state, in: self)))
    default: throw refused("the pickle sets the state of an object")
    }
  }

  /// `dtype('f4', False, True)`.
  private func dtype(_ arguments: [PickleValue]) throws(DatasetError) -> PickleDtype {
    guard let name = arguments.first.flatMap(string) else {
      throw malformed("a dtype has no name")
    }
    guard let elements = NumPyElements(name) else {
      throw refused(
        "an array has dtype '\(name.excerpt)'; only real numbers and text are supported")
    }
    return PickleDtype(elements: elements)
  }

  /// `_codecs.encode(text, 'latin1')`: each character is a byte.
  private mutating func encode(
    _ arguments: [PickleValue]
  ) throws(DatasetError) -> ArraySlice<UInt8> {
    guard arguments.count == 2, case .text(let text) = arguments[0],
      let encoding = string(arguments[1]), ["latin1", "latin-1"].contains(encoding)
    else { throw refused("the pickle encodes something other than a Latin-1 string") }
    try allowDecoding(text.count)
    guard let bytes = latin1(text) else {
      throw malformed("a string of bytes has a character beyond U+00FF")
    }
    return bytes[...]
  }

  /// An array's state: `(1, shape, dtype, isFortran, bytes)`; the version is absent in old files.
  private func array(_ state: [PickleValue]) throws(DatasetError) -> PickleObject {
    guard state.count == 4 || state.count == 5, case .bool(let isFortran) = state[state.count - 2]
    else { throw malformed("the state of an array is not (version, shape, dtype, order, data)") }
    return try array(
      state[state.count - 1], dtype: state[state.count - 3], shape: state[state.count - 4],
      storageOrder: isFortran ? .columnMajor : .rowMajor)
  }

  /// `_frombuffer(buffer, dtype, shape, order)`.
  private func arrayFromBuffer(_ arguments: [PickleValue]) throws(DatasetError) -> PickleObject {
    guard arguments.count == 4, let order = string(arguments[3]), order == "C" || order == "F"
    else { throw malformed("an array is not (buffer, dtype, shape, order)") }
    return try array(
      arguments[0], dtype: arguments[1], shape: arguments[2],
      storageOrder: order == "F" ? .columnMajor : .rowMajor)
  }

  private func array(
    _ data: PickleValue, dtype: PickleValue, shape: PickleValue, storageOrder: StorageOrder
  ) throws(DatasetError) -> PickleObject {
    guard case .object(let index) = dtype, case .dtype(let dtype) = objects[index] else {
      throw malformed("an array has no dtype")
    }
    guard let extents = tuple(shape) else {
      throw malformed("the shape of an array is not a tuple")
    }
    var dimensions: [Int] = []
    for extent in extents {
      guard case .integer(let extent) = extent else {
        throw malformed("the shape of an array is not whole numbers")
      }
      dimensions.append(extent)
    }
    do {
      return try array(data, dtype.elements, dimensions, storageOrder)
    } catch {
      throw DatasetError(error.kind, at: place, error.problem, remedy: error.remedy)
    }
  }

  private func array(
    _ data: PickleValue, _ elements: NumPyElements, _ dimensions: [Int],
    _ storageOrder: StorageOrder
  ) throws(DatasetError) -> PickleObject {
    let count = try StoredArray.byteCount(dimensions: dimensions, elementByteCount: 1)
    switch (elements, data) {
    case (.numbers(let elementType, let byteOrder), .bytes(let bytes)):
      return .array(
        try StoredArray(
          bytes, dimensions: dimensions, elementType: elementType, byteOrder: byteOrder,
          storageOrder: storageOrder))
    case (.texts(let text), .bytes(let bytes)):
      let size = try StoredArray.byteCount(
        dimensions: dimensions, elementByteCount: text.byteCount)
      guard bytes.count == size else {
        throw DatasetError(
          .sizeMismatch,
          "an array of \(count) texts has \(size) bytes, but the file has "
            + "\(bytes.count)")
      }
      return .texts(bytes, text, dimensions: dimensions, storageOrder)
    case (.objects, .object(let index)):
      guard case .list(let values) = objects[index], values.count == count else {
        throw malformed("an array of \(count) objects has another number of them")
      }
      return .objects(values, dimensions: dimensions)
    default: throw malformed("an array has no data")
    }
  }

  /// `scalar(dtype, bytes)`.
  private mutating func scalar(_ arguments: [PickleValue]) throws(DatasetError) -> PickleValue {
    guard arguments.count == 2, case .object(let index) = arguments[0],
      case .dtype(let dtype) = objects[index], case .bytes(let bytes) = arguments[1],
      bytes.count == dtype.elements.byteCount
    else { throw malformed("a scalar has no dtype or no data") }
    switch dtype.elements {
    case .numbers(let elementType, let byteOrder):
      let number = StoredNumbers(bytes, as: elementType, byteOrder)[0]
      if elementType == .bool { return .bool(number.double != 0) }
      if elementType.isFloatingPoint { return .float(number.double) }
      return number.exactInteger.map { .integer($0) } ?? .float(number.double)
    case .texts(let text):
      try allowDecoding(bytes.count)
      return .text(Array(try text.texts(bytes, count: 1)[0].utf8)[...])
    case .objects: throw malformed("a scalar has no data")
    }
  }

  /// A short string, which Python 2 writes as bytes.
  func string(_ value: PickleValue) -> String? {
    switch value {
    case .bytes(let bytes), .text(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }
}

extension PickleDtype {
  /// The dtype with its state `(3, '<', subdtype, names, fields, …)`.
  fileprivate func applying(
    _ state: [PickleValue], in pickle: PickleInterpreter
  ) throws(DatasetError) -> PickleDtype {
    guard state.count >= 5, let order = pickle.string(state[1]) else {
      throw pickle.malformed("the state of a dtype is too short")
    }
    for part in state[2..<5] {
      guard case .none = part else {
        throw pickle.refused("an array has records; only real numbers and text are supported")
      }
    }
    var dtype = self
    // '|' has no order, '=' is the writer's own, which was little-endian on any machine today.
    dtype.setByteOrder(order == ">" ? .big : .little)
    return dtype
  }
}

/// Returns the bytes of a UTF-8 string in Latin-1, or `nil` if it has a character beyond U+00FF.
private func latin1(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var rest = text[...]
  while let lead = rest.popFirst() {
    switch lead {
    case 0..<0x80: bytes.append(lead)
    case 0xC2, 0xC3:
      guard let next = rest.popFirst(), next & 0xC0 == 0x80 else { return nil }
      bytes.append(lead << 6 | next & 0x3F)
    default: return nil
    }
  }
  return bytes
}
