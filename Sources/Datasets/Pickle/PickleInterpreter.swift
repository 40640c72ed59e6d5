/// An interpreter of the pickle instructions for plain data and NumPy arrays.
///
/// Python's unpickler imports and calls the functions that a file names. This interpreter
/// implements a fixed list of names (``PickleGlobal``) itself and can't run anything else.
///
/// Its memory is bounded: the bytes of strings and arrays are slices of the file, an instruction
/// creates at most one value, mark or memo entry, at most 2²² instructions are executed, and
/// `_codecs.encode` creates at most as many bytes as the file has. There is no recursion.
struct PickleInterpreter {
  private(set) var reader: ByteReader
  private(set) var objects: [PickleObject] = []
  private var stack: [PickleValue] = []
  /// The stack heights of the marks, innermost last.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// The number of bytes that `_codecs.encode` may still create.
  var decodingAllowance: Int
  /// The offset of the current instruction.
  private var instruction = 0

  private static let instructionLimit = 1 << 22

  /// Starts at the first instruction.
  init(_ bytes: ArraySlice<UInt8>) {
    reader = ByteReader(bytes)
    decodingAllowance = bytes.count
  }

  /// Executes all instructions and returns the pickled value.
  ///
  /// - Throws: ``DatasetError``, with the offset of the instruction, if the pickle is corrupt or
  ///   truncated, is followed by other bytes, or needs anything but plain data and NumPy arrays.
  mutating func run() throws(DatasetError) -> PickleValue {
    for _ in 0..<Self.instructionLimit {
      instruction = reader.offset
      let byte = try reader.byte()
      guard let opcode = PickleOpcode(rawValue: byte) else {
        if let reason = PickleOpcode.refusal(of: byte) {
          throw refused("the pickle \(reason); nothing was run")
        }
        throw malformed("\(byte) is not a pickle instruction")
      }
      if opcode == .stop { return try result() }
      try follow(opcode)
    }
    throw refused("the pickle has more than \(Self.instructionLimit) instructions")
  }

  /// The single value that is left at the end.
  private mutating func result() throws(DatasetError) -> PickleValue {
    let result = try pop()
    guard stack.isEmpty, marks.isEmpty else { throw malformed("the pickle is incomplete") }
    guard reader.remaining == 0 else {
      throw malformed("the pickle is followed by \(reader.remaining) bytes")
    }
    return result
  }

  private mutating func follow(_ opcode: PickleOpcode) throws(DatasetError) {
    switch opcode {
    case .none: push(.none)
    case .newTrue: push(.bool(true))
    case .newFalse: push(.bool(false))

    case .int: push(try reader.decimalInteger(at: place))
    case .long: push(try reader.decimalLong(at: place))
    case .binInt: push(.integer(Int(try reader.littleEndian(Int32.self))))
    case .binInt1: push(.integer(Int(try reader.byte())))
    case .binInt2: push(.integer(Int(try reader.littleEndian(UInt16.self))))
    case .long1: push(try reader.long(byteCount: Int(reader.byte()), at: place))
    case .long4: push(try reader.long(byteCount: Int(reader.littleEndian(Int32.self)), at: place))

    case .float: push(try reader.decimalFloat(at: place))
    case .binFloat:
      push(.float(Double(bitPattern: try reader.bigEndian(UInt64.self))))

    case .string: push(.bytes(try reader.quotedString(at: place)))
    case .binString: push(.bytes(try reader.take(Int(reader.littleEndian(Int32.self)))))
    case .shortBinString, .shortBinBytes: push(.bytes(try reader.take(Int(reader.byte()))))
    case .binBytes: push(.bytes(try reader.take(Int(reader.littleEndian(UInt32.self)))))
    case .binBytes8, .byteArray8:
      push(.bytes(try reader.take(Int(clamping: reader.littleEndian(UInt64.self)))))

    case .unicode: push(.text(try reader.escapedText(at: place)))
    case .binUnicode: push(.text(try reader.take(Int(reader.littleEndian(UInt32.self)))))
    case .shortBinUnicode: push(.text(try reader.take(Int(reader.byte()))))
    case .binUnicode8: push(.text(try reader.take(Int(clamping: reader.littleEndian(UInt64.self)))))

    case .emptyTuple: push(.tuple([]))
    case .tuple: push(.tuple(try popToMark()))
    case .tuple1: push(.tuple(try pop(1)))
    case .tuple2: push(.tuple(try pop(2)))
    case .tuple3: push(.tuple(try pop(3)))
    case .emptyList: push(.list([]))
    case .list: push(.list(try popToMark()))
    case .append: try append(pop(1))
    case .appends: try append(popToMark())
    case .emptyDict: push(.dictionary([]))
    case .dict:
      let items = try popToMark()
      push(.dictionary([]))
      try setItems(items)
    case .setItem: try setItems(pop(2))
    case .setItems: try setItems(popToMark())

    case .mark: marks.append(stack.count)
    case .pop:
      // A mark on top counts as a value to drop.
      if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
    case .popMark: _ = try popToMark()
    case .dup: push(try top())

    case .put: memo[try reader.decimalIndex(at: place)] = try top()
    case .binPut: memo[Int(try reader.byte())] = try top()
    case .longBinPut: memo[Int(try reader.littleEndian(UInt32.self))] = try top()
    case .memoize: memo[memo.count] = try top()
    case .get: try recall(reader.decimalIndex(at: place))
    case .binGet: try recall(Int(reader.byte()))
    case .longBinGet: try recall(Int(reader.littleEndian(UInt32.self)))

    case .global, .inst:
      let module = String(decoding: try reader.line(), as: UTF8.self)
      let name = String(decoding: try reader.line(), as: UTF8.self)
      push(.global(try PickleGlobal(module: module, name: name, at: place)))
      if opcode == .inst { throw refused("the pickle creates an object of a class") }
    case .stackGlobal:
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw malformed("a global needs a module and a name")
      }
      push(
        .global(
          try PickleGlobal(
            module: String(decoding: module, as: UTF8.self),
            name: String(decoding: name, as: UTF8.self), at: place)))
    case .reduce: try reduce()
    case .newObject: try newObject()
    case .build: try build()

    case .proto:
      let version = try reader.byte()
      guard version <= 5 else {
        throw refused("the pickle has protocol \(version), supported are 0 to 5")
      }
    case .frame:
      let length = try reader.littleEndian(UInt64.self)
      guard length <= UInt64(reader.remaining) else {
        throw DatasetError(
          .truncated, at: place,
          "a frame has \(length) bytes, but only \(reader.remaining) are left",
          remedy: "download the file again")
      }
    case .readOnlyBuffer: break
    case .stop: break
    }
  }
}

// MARK: - The stack, the memo and the objects

extension PickleInterpreter {
  /// The location of the current instruction, for messages.
  var place: String { "byte \(instruction)" }

  /// Creates an error for an invalid pickle.
  func malformed(_ problem: String) -> DatasetError {
    DatasetError(.malformed, at: place, problem)
  }

  /// Creates an error for a valid pickle that is not supported.
  func refused(_ problem: String) -> DatasetError {
    DatasetError(
      .unsupported, at: place, "refused: \(problem)",
      remedy: "only plain NumPy arrays in tuples, lists and dictionaries are read")
  }

  mutating func push(_ value: PickleValue) { stack.append(value) }

  mutating func push(_ object: PickleObject) {
    stack.append(.object(objects.count))
    objects.append(object)
  }

  mutating func pop() throws(DatasetError) -> PickleValue { try pop(1)[0] }

  /// Removes the topmost values above the last mark, in the order in which they were pushed.
  mutating func pop(_ count: Int) throws(DatasetError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw malformed("an instruction needs more values than the stack has")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  mutating func popToMark() throws(DatasetError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("the stack has no mark") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  func top() throws(DatasetError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw malformed("an instruction needs a value, but the stack has none")
    }
    return value
  }

  /// The elements of a tuple.
  func tuple(_ value: PickleValue) -> [PickleValue]? {
    guard case .object(let index) = value, case .tuple(let elements) = objects[index] else {
      return nil
    }
    return elements
  }

  mutating func replace(_ index: Int, by object: PickleObject) { objects[index] = object }

  private mutating func recall(_ index: Int) throws(DatasetError) {
    guard let value = memo[index] else { throw malformed("the memo has no entry \(index)") }
    push(value)
  }

  /// Appends to the list that is on top of the stack.
  private mutating func append(_ values: [PickleValue]) throws(DatasetError) {
    guard case .object(let index) = try top(), case .list(var elements) = objects[index] else {
      throw malformed("values are appended to a value that is not a list")
    }
    objects[index] = .list([])
    elements += values
    objects[index] = .list(elements)
  }

  /// Adds pairs to the dictionary that is on top of the stack.
  private mutating func setItems(_ items: [PickleValue]) throws(DatasetError) {
    guard case .object(let index) = try top(), case .dictionary(var entries) = objects[index],
      items.count.isMultiple(of: 2)
    else {
      throw malformed("items are added to a value that is not a dictionary")
    }
    objects[index] = .dictionary([])
    for pair in stride(from: 0, to: items.count, by: 2) {
      entries.append((items[pair], items[pair + 1]))
    }
    objects[index] = .dictionary(entries)
  }
}
