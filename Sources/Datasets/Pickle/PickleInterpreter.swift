/// Follows the instructions of a pickle as far as plain data and NumPy arrays need them.
///
/// Python's unpickler imports what a file names and calls it. This interpreter has a fixed list of
/// names (``PickleGlobal``) and does itself what they mean; it has no way to run anything.
///
/// Bounds: the bytes of strings and arrays are slices of the file. An instruction makes one value,
/// mark or memory of a value at most, and 2²² of them are followed. What `_codecs.encode` makes is
/// no more than the file's own size in all. There is no recursion.
struct PickleInterpreter {
  private(set) var reader: ByteReader
  private(set) var objects: [PickleObject] = []
  private var stack: [PickleValue] = []
  /// The heights of the stack at which a mark was set, innermost last.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// The bytes that `_codecs.encode` may still make.
  private var decodingAllowance: Int
  /// Where the instruction that is being followed begins.
  private var instruction = 0

  private static let instructionLimit = 1 << 22

  /// Starts at the first instruction.
  init(_ bytes: ArraySlice<UInt8>) {
    reader = ByteReader(bytes)
    decodingAllowance = bytes.count
  }

  /// Follows all instructions and returns the value that is pickled.
  ///
  /// - Throws: ``DatasetError``, with the offset of the instruction, when the pickle is broken,
  ///   ends too early, goes on after its end, or asks for anything but NumPy arrays.
  mutating func run() throws(DatasetError) -> PickleValue {
    for _ in 0..<Self.instructionLimit {
      instruction = reader.offset
      let byte = try reader.byte()
      guard let opcode = PickleOpcode(rawValue: byte) else {
        if let reason = PickleOpcode.refusal(of: byte) {
          throw refused("the pickle \(reason); nothing was run")
        }
        throw malformed("\(byte) is no pickle instruction")
      }
      if opcode == .stop { return try result() }
      try follow(opcode)
    }
    throw refused("the pickle has more than \(Self.instructionLimit) instructions")
  }

  /// The one value that is left at the end.
  private mutating func result() throws(DatasetError) -> PickleValue {
    let result = try pop()
    guard stack.isEmpty, marks.isEmpty else { throw malformed("the pickle ends in the middle") }
    guard reader.remaining == 0 else {
      throw malformed("\(reader.remaining) bytes follow after the pickle's end")
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
    case .binString: push(.bytes(try run(of: Int(reader.littleEndian(Int32.self)))))
    case .shortBinString, .shortBinBytes: push(.bytes(try run(of: Int(reader.byte()))))
    case .binBytes: push(.bytes(try run(of: Int(reader.littleEndian(UInt32.self)))))
    case .binBytes8, .byteArray8:
      push(.bytes(try run(of: Int(clamping: reader.littleEndian(UInt64.self)))))

    case .unicode: push(.text(try reader.escapedText(at: place)))
    case .binUnicode: push(.text(try run(of: Int(reader.littleEndian(UInt32.self)))))
    case .shortBinUnicode: push(.text(try run(of: Int(reader.byte()))))
    case .binUnicode8: push(.text(try run(of: Int(clamping: reader.littleEndian(UInt64.self)))))

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
      if opcode == .inst { throw refused("the pickle asks to create an object of a class") }
    case .stackGlobal:
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw malformed("a global needs two texts")
      }
      push(
        .global(
          try PickleGlobal(
            module: String(decoding: module, as: UTF8.self),
            name: String(decoding: name, as: UTF8.self), at: place)))
    case .reduce: try reduce()
    case .build: try build()

    case .proto:
      let version = try reader.byte()
      guard version <= 5 else {
        throw refused("the pickle is of protocol \(version), known are 0 to 5")
      }
    case .frame:
      let length = try reader.littleEndian(UInt64.self)
      guard length <= UInt64(reader.remaining) else {
        throw DatasetError(
          .truncated, at: place,
          "a frame of \(length) bytes begins, the content ends after \(reader.remaining)",
          remedy: "fetch the file again")
      }
    case .readOnlyBuffer: break
    case .stop: break
    }
  }
}

// MARK: - The stack, the memo and the objects

extension PickleInterpreter {
  /// The current instruction's place, for messages.
  var place: String { "byte \(instruction)" }

  /// An error in the pickle's structure.
  func malformed(_ problem: String) -> DatasetError {
    DatasetError(.malformed, at: place, problem)
  }

  /// An error for what is legal in Python but not followed here.
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

  /// The topmost values, in the order in which they were pushed; never beyond a mark.
  mutating func pop(_ count: Int) throws(DatasetError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw malformed("an instruction needs more values than there are")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  mutating func popToMark() throws(DatasetError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("there is no mark to go back to") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  func top() throws(DatasetError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw malformed("an instruction needs a value, there is none")
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

  /// Takes from the allowance for decoded bytes.
  mutating func allowDecoding(_ count: Int) throws(DatasetError) {
    guard count <= decodingAllowance else {
      throw refused("the pickle decodes more bytes than it has")
    }
    decodingAllowance -= count
  }

  private mutating func recall(_ index: Int) throws(DatasetError) {
    guard let value = memo[index] else { throw malformed("nothing was remembered as \(index)") }
    push(value)
  }

  private mutating func run(of count: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    try reader.take(count)
  }

  /// Appends to the list that is on top of the stack.
  private mutating func append(_ values: [PickleValue]) throws(DatasetError) {
    guard case .object(let index) = try top(), case .list(var elements) = objects[index] else {
      throw malformed("values are appended to something that is no list")
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
      throw malformed("keys and values are added to something that is no dictionary")
    }
    objects[index] = .dictionary([])
    for pair in stride(from: 0, to: items.count, by: 2) {
      entries.append((items[pair], items[pair + 1]))
    }
    objects[index] = .dictionary(entries)
  }
}
