internal import LinearAlgebra

/// Reads the examples in the data of an ARFF file, a line at a time.
struct ARFFExampleReader {
  /// The value of an attribute.
  enum Value {
    /// A number of a numeric attribute.
    case number(Double)
    /// The text of another attribute.
    case text(String)
    /// None.
    case missing

    /// The value for a column of a table.
    func inTable<Scalar>(as role: TablePlan.Role) -> TableRows<Scalar>.Value {
      switch self {
      case .number(let number):
        return TableRows.Value(
          text: Int(exactly: number).map(String.init) ?? "\(number)", number: number,
          isMissing: false)
      case .text(let text):
        var line = TextLine(Array(text.utf8)[...], number: 0)
        // The classes of a nominal attribute keep their names.
        let number = role == .label ? nil : line.decimal()
        return TableRows.Value(
          text: text, number: line.nextByte == nil ? number : nil, isMissing: false)
      case .missing: return TableRows.Value(text: "", number: nil, isMissing: true)
      }
    }
  }

  private let header: ARFFHeader
  private let attributes: [ARFFHeader.Attribute]
  /// The values that each nominal attribute declares.
  private let declared: [Set<String>?]
  /// The number of lines of the data, which is at least the number of examples.
  private let lineCount: Int

  /// Prepares for lines with the attributes of a header.
  init(_ header: ARFFHeader, lineCount: Int) {
    self.header = header
    attributes = header.attributes
    declared = attributes.map { attribute in
      if case .nominal(let values) = attribute.kind { Set(values) } else { nil }
    }
    self.lineCount = lineCount
  }

  /// Reads the first examples: at most 1000, and at most about a million values.
  func sample(_ lines: TextLines) throws(DatasetError) -> TableSample {
    var lines = lines
    let limit = min(1000, max(2, (1 << 20) / attributes.count))
    var cells: [TableSample.Cell] = []
    while cells.count < limit * attributes.count, var line = lines.next() {
      _ = try read(&line) { (_, value) throws(DatasetError) in
        switch value {
        case .number(let number): cells.append(.number(number))
        case .text(let text): cells.append(.text(text))
        case .missing: cells.append(.missing)
        }
      }
    }
    let count = attributes.count
    return TableSample(
      header: header.columns, recordCount: cells.count / count, declarations: header.declarations
    ) { record, column in cells[record * count + column] }
  }

  /// Reads a line, and hands over the value of each attribute in their order.
  ///
  /// - Returns: Whether it has an example, and isn't blank or a comment.
  func read(
    _ line: inout TextLine, _ take: (Int, Value) throws(DatasetError) -> Void
  ) throws(DatasetError) -> Bool {
    if line.isAtARFFEnd() { return false }
    if line.skip("{") { try readSparse(&line, take) } else { try readDense(&line, take) }
    guard !line.isAtARFFEnd() else { return true }
    _ = line.skipARFFSeparator()
    if line.skip("{") {
      throw DatasetError(
        .unsupported, at: "line \(line.number)", "the example has a weight",
        remedy: "remove the weights in braces at the end of the lines")
    }
    throw DatasetError(
      .sizeMismatch, at: "line \(line.number)",
      "the line goes on after the values of the \(attributes.count) attributes",
      remedy: "give every line one value per attribute")
  }

  /// Reads one value per attribute.
  private func readDense(
    _ line: inout TextLine, _ take: (Int, Value) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    for index in attributes.indices {
      guard index == 0 || line.skipARFFSeparator(), !line.isAtARFFEnd() else {
        throw DatasetError(
          .sizeMismatch, at: "line \(line.number)",
          "the line has \(index) values, but the file has \(attributes.count) attributes",
          remedy: "give every line one value per attribute")
      }
      try take(index, try value(at: index, &line))
    }
  }

  /// Reads pairs of an attribute's index, counted from 0, and its value, after the opening brace.
  ///
  /// The other numbers are zero, and other nominal values the first ones that are declared.
  private func readSparse(
    _ line: inout TextLine, _ take: (Int, Value) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    try SparseSize.check(
      exampleCount: lineCount, featureCount: attributes.count - 1, at: "line \(line.number)")
    var next = 0
    line.skipBlanks()
    while !line.skip("}") {
      guard let index = line.integer(), line.skipBlanks() else {
        throw malformed(line, "an index and a value are expected")
      }
      guard attributes.indices.contains(index) else {
        throw malformed(line, "there is no attribute \(index), counted from 0")
      }
      guard index >= next else {
        throw malformed(line, "the index \(index) follows \(next - 1)")
      }
      for omitted in next..<index { try take(omitted, omittedValue(at: omitted)) }
      try take(index, try value(at: index, &line))
      next = index + 1
      guard line.skipARFFSeparator() || line.nextByte == UInt8(ascii: "}") else {
        throw malformed(line, "the list of values is not closed")
      }
    }
    for omitted in next..<attributes.count { try take(omitted, omittedValue(at: omitted)) }
  }

  private func value(at index: Int, _ line: inout TextLine) throws(DatasetError) -> Value {
    let isNumeric = attributes[index].kind == .numeric
    if isNumeric {
      let start = line
      if let number = line.arffNumber() { return .number(number) }
      line = start
    }
    guard let text = try line.arffText(), !text.isMissing else { return .missing }
    if isNumeric {
      // Quotes around a number are allowed.
      var content = TextLine(Array(text.string.utf8)[...], number: line.number)
      if let number = content.decimal(), content.nextByte == nil { return .number(number) }
      throw DatasetError(
        .invalidValue, at: header.columns.place(index, line: line.number),
        "'\(text.string.excerpt)' is not a finite number")
    }
    guard declared[index]?.contains(text.string) ?? true else {
      throw DatasetError(
        .invalidValue, at: header.columns.place(index, line: line.number),
        "'\(text.string.excerpt)' is not among the values that the attribute declares")
    }
    return .text(text.string)
  }

  private func omittedValue(at index: Int) -> Value {
    switch attributes[index].kind {
    case .numeric: .number(0)
    case .nominal(let values): values.first.map(Value.text) ?? .missing
    case .text: .missing
    }
  }

  private func malformed(_ line: TextLine, _ problem: String) -> DatasetError {
    DatasetError(
      .malformed, at: "line \(line.number)", problem,
      remedy: "a sparse line is {0 1.5, 4 A}, with ascending indices from 0")
  }
}
