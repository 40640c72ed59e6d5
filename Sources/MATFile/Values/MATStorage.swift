internal import Machine
public import StoredNumbers

/// The type of a data element on disk.
///
/// It may differ from the ``MATClass``: MATLAB stores an array of class `double` as `uint8` if its
/// values allow it. The raw values are the codes of Level 5 (MAT-File Format, R2014a, table 1-1).
public enum MATStorage: UInt32, Sendable, CaseIterable {
  /// Signed 8-bit integers, or the text of a name.
  case int8 = 1
  /// Unsigned 8-bit integers, or Latin-1 text.
  case uint8 = 2
  /// Signed 16-bit integers.
  case int16 = 3
  /// Unsigned 16-bit integers, or UTF-16 text.
  case uint16 = 4
  /// Signed 32-bit integers.
  case int32 = 5
  /// Unsigned 32-bit integers.
  case uint32 = 6
  /// IEEE 754 binary32.
  case single = 7
  /// IEEE 754 binary64.
  case double = 9
  /// Signed 64-bit integers.
  case int64 = 12
  /// Unsigned 64-bit integers.
  case uint64 = 13
  /// An array: flags, dimensions, name and values, each an element.
  case matrix = 14
  /// An element compressed by zlib.
  case compressed = 15
  /// UTF-8 text.
  case utf8 = 16
  /// UTF-16 text.
  case utf16 = 17
  /// UTF-32 text.
  case utf32 = 18

  /// Whether the element has numbers.
  public var isNumeric: Bool { rawValue <= MATStorage.uint64.rawValue }

  /// The number of bytes per value.
  public var byteCount: Int {
    switch self {
    case .int8, .uint8, .utf8, .matrix, .compressed: 1
    case .int16, .uint16, .utf16: 2
    case .int32, .uint32, .single, .utf32: 4
    case .double, .int64, .uint64: 8
    }
  }

  /// The class with the same values as this type; `nil` if the type is not numeric.
  public var arrayClass: MATClass? {
    isNumeric ? MATClass(rawValue: name) : nil
  }

  /// The name of the type, such as `double`, `uint8` or `utf16`.
  public var name: String { String(describing: self) }
}

extension MATStorage {
  /// The element type of the numbers; `nil` if the type is not numeric.
  public var elementType: ElementType? {
    switch self {
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    case .single: .float32
    case .double: .float64
    case .matrix, .compressed, .utf8, .utf16, .utf32: nil
    }
  }
}

extension StoredNumbers {
  /// Creates numbers from the bytes of an element, whose type must be numeric.
  init(storedIn bytes: ArraySlice<UInt8>, as storage: MATStorage, _ byteOrder: ByteOrder) {
    guard let elementType = storage.elementType else {
      preconditionFailure("\(storage) is not a type of numbers")
    }
    self.init(bytes, as: elementType, byteOrder)
  }

  /// The type of an element for these numbers.
  var storage: MATStorage {
    guard let storage = MATStorage.allCases.first(where: { $0.elementType == elementType }) else {
      preconditionFailure("MAT-files have no numbers of type \(elementType.rawValue)")
    }
    return storage
  }
}
