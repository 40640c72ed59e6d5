internal import StoredNumbers

extension ElementWriter {
  /// Writes an array: flags, dimensions, name and values.
  mutating func append(_ array: MATArray, name: String) throws(MATFileError) {
    try appendMatrix { writer throws(MATFileError) in
      try writer.append(.uint32, Self.flags(of: array)[...])
      let dimensions = TextElement(array)?.dimensions ?? array.dimensions
      try writer.append(integers: dimensions, role: "dimensions")
      try writer.append(name: name)
      try writer.append(array.content, of: array)
    }
  }

  /// The class and the flags (MAT-File Format, figure 1-9), and the capacity for sparse elements.
  private static func flags(of array: MATArray) throws(MATFileError) -> [UInt8] {
    let code: UInt32
    var room = 0
    switch array.content {
    case .numeric(let numericClass, _, _): code = try Self.code(of: numericClass)
    case .logical: code = try Self.code(of: .uint8)
    case .char: code = try Self.code(of: .char)
    case .sparse(let sparse):
      code = UInt32(ArrayHeader.sparseCode)
      // MATLAB reserves space for at least one element.
      room = max(1, sparse.rows.count)
    case .cell: code = try Self.code(of: .cell)
    case .structure: code = try Self.code(of: .struct)
    case .unsupported(_, let reason):
      throw MATFileError(.unwritable, reason, remedy: "do not write it")
    }
    var flags: [UInt8] = []
    let complexFlag: UInt32 = array.isComplex ? 1 << 11 : 0
    let logicalFlag: UInt32 = array.arrayClass == .logical ? 1 << 9 : 0
    flags.append(little: code | complexFlag | logicalFlag)
    flags.append(little: UInt32(clamping: room))
    return flags
  }

  /// The code of a class, from the table of the reader.
  private static func code(of arrayClass: MATClass) throws(MATFileError) -> UInt32 {
    let codes = (1...UInt8(15)).filter { $0 != ArrayHeader.sparseCode }
    guard let code = codes.first(where: { ArrayHeader.arrayClass(code: $0) == arrayClass }) else {
      throw MATFileError(
        .unwritable, "an array of class \(arrayClass.rawValue) can't be written as numbers")
    }
    return UInt32(code)
  }

  private mutating func append(
    _ content: MATArray.Content, of array: MATArray
  ) throws(MATFileError) {
    switch content {
    case .numeric(_, let real, let imaginary):
      try append(real)
      if let imaginary { try append(imaginary) }
    case .logical(let values):
      try append(StoredNumbers(values.map { $0 ? 1 : 0 } as [UInt8]))
    case .char:
      if let text = TextElement(array) { try append(text.storage, text.bytes[...]) }
    case .sparse(let sparse):
      try append(sparse, columnCount: array.dimensions[1])
    case .cell(let arrays):
      for (index, cell) in arrays.enumerated() {
        do {
          try append(cell, name: "")
        } catch {
          throw error.inside("{\(index + 1)}")
        }
      }
    case .structure(let structure):
      try append(structure)
    case .unsupported:
      preconditionFailure("rejected with the flags")
    }
  }

  /// Writes the field names, then the values element by element.
  private mutating func append(_ structure: MATStructure) throws(MATFileError) {
    let names = structure.fieldNames.map { Array($0.utf8) }
    if let wrong = names.first(where: { $0.isEmpty || $0.count > 63 || $0.contains(0) }) {
      throw MATFileError(
        .unwritable, "'\(String(decoding: wrong, as: UTF8.self))' is not a valid field name",
        remedy: "use a name of 1 to 63 bytes")
    }
    // The maximum length of names in MATLAB before version 7, and since.
    let slot = names.allSatisfy { $0.count < 32 } ? 32 : 64
    try append(integers: [slot], role: "length of the field names")
    let slots = names.flatMap { $0 + [UInt8](repeating: 0, count: slot - $0.count) }
    try append(.int8, slots[...])
    for (index, value) in structure.values.enumerated() {
      let (element, field) = index.quotientAndRemainder(dividingBy: names.count)
      do {
        try append(value, name: "")
      } catch {
        let place = structure.count == 1 ? "" : "(\(element + 1))"
        throw error.inside("\(place).\(structure.fieldNames[field])")
      }
    }
  }

  /// Writes a matrix in compressed sparse column format: row indices, column starts, values.
  private mutating func append(
    _ sparse: MATSparse, columnCount: Int
  ) throws(MATFileError) {
    var starts = [Int](repeating: 0, count: columnCount + 1)
    for column in sparse.columns { starts[column + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    try append(integers: sparse.rows, role: "row indices")
    try append(integers: starts, role: "column starts")
    try append(sparse.values)
    if let imaginary = sparse.imaginary { try append(imaginary) }
  }
}
