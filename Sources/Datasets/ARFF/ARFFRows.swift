internal import LinearAlgebra

/// The examples that were read from the data of an ARFF file.
struct ARFFRows<Scalar: BLASScalar> {
  private let attributes: [ARFFHeader.Attribute]
  private let labelIndex: Int
  /// The declared values of a nominal label attribute; `nil` for other attributes.
  private let classes: Set<String>?
  /// The number of lines of the data, which is at least the number of examples.
  private let lineCount: Int

  /// The features of one example after the other.
  private var features: [Scalar] = []
  /// The labels, unless they are numeric.
  private var labelTexts: [String] = []
  /// The labels if they are numeric.
  private var labelNumbers: [Double] = []
  /// The line of each example.
  private var lines: [Int] = []

  /// The number of features of an example.
  private var featureCount: Int { attributes.count - 1 }

  /// Prepares for lines with the attributes of a header.
  ///
  /// - Throws: ``DatasetError`` if there is no label attribute, or if another is not numeric.
  init(
    _ header: ARFFHeader, labelColumn: LabelColumn?, lineCount: Int, byteCount: Int
  ) throws(DatasetError) {
    attributes = header.attributes
    labelIndex = try header.labelIndex(labelColumn)
    try header.requireNumericFeatures(exceptAt: labelIndex)
    classes =
      if case .nominal(let values) = attributes[labelIndex].kind { Set(values) } else { nil }
    self.lineCount = lineCount
    // A feature takes at least two bytes in a dense line.
    features.reserveCapacity(min(lineCount * featureCount, byteCount / 2))
  }

  /// Reads a line; blank lines and comments are ignored.
  mutating func append(_ line: inout TextLine) throws(DatasetError) {
    if line.isAtARFFEnd() { return }
    if line.skip("{") { try appendSparse(&line) } else { try appendDense(&line) }
    lines.append(line.number)
    guard !line.isAtARFFEnd() else { return }
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

  /// The examples.
  func examples() throws(DatasetError) -> Examples<Scalar> {
    var labels = Labels.texts(labelTexts)
    if attributes[labelIndex].kind == .numeric {
      labels = .numbers(
        try Labels.wholeNumbers(labelNumbers) { place(labelIndex, line: lines[$0]) })
    }
    return try Examples(
      features: Matrix(rows: lines.count, columns: featureCount, elements: features),
      labels: labels, imageShape: .guessed(featureCount: featureCount, order: .rows),
      names: ("@data", "@data"))
  }

  /// Reads one value per attribute.
  private mutating func appendDense(_ line: inout TextLine) throws(DatasetError) {
    for index in attributes.indices {
      guard index == 0 || line.skipARFFSeparator(), !line.isAtARFFEnd() else {
        throw DatasetError(
          .sizeMismatch, at: "line \(line.number)",
          "the line has \(index) values, but the file has \(attributes.count) attributes",
          remedy: "give every line one value per attribute")
      }
      if index == labelIndex {
        try appendLabel(&line)
      } else {
        features.append(Scalar(try number(at: index, &line)))
      }
    }
  }

  /// Reads pairs of an attribute's index, counted from 0, and its value, after the opening brace.
  ///
  /// The other numbers are zero; another label is the first declared value.
  private mutating func appendSparse(_ line: inout TextLine) throws(DatasetError) {
    try SparseSize.check(
      exampleCount: lineCount, featureCount: featureCount, at: "line \(line.number)")
    let start = features.count
    features.append(contentsOf: repeatElement(0, count: featureCount))
    var previous = -1
    var hasLabel = false
    line.skipBlanks()
    while !line.skip("}") {
      guard let index = line.integer(), line.skipBlanks() else {
        throw malformed(line, "an index and a value are expected")
      }
      guard attributes.indices.contains(index) else {
        throw malformed(line, "there is no attribute \(index), counted from 0")
      }
      guard index > previous else {
        throw malformed(line, "the index \(index) follows \(previous)")
      }
      previous = index
      if index == labelIndex {
        try appendLabel(&line)
        hasLabel = true
      } else {
        let feature = index < labelIndex ? index : index - 1
        features[start + feature] = Scalar(try number(at: index, &line))
      }
      guard line.skipARFFSeparator() || line.nextByte == UInt8(ascii: "}") else {
        throw malformed(line, "the list of values is not closed")
      }
    }
    if !hasLabel { try appendOmittedLabel(line) }
  }

  /// Reads a finite number.
  private func number(at index: Int, _ line: inout TextLine) throws(DatasetError) -> Double {
    let start = line
    if let number = line.arffNumber(), Scalar(number).isFinite { return number }
    line = start
    let text = try text(at: index, &line)
    // Quotes around a number are allowed.
    var content = TextLine(Array(text.utf8)[...], number: line.number)
    if let number = content.decimal(), content.nextByte == nil, Scalar(number).isFinite {
      return number
    }
    throw DatasetError(
      .invalidValue, at: place(index, line: line.number),
      "'\(text.excerpt)' is not a finite number")
  }

  /// Reads a value that is not missing.
  private func text(at index: Int, _ line: inout TextLine) throws(DatasetError) -> String {
    guard let text = try line.arffText(), !text.isMissing else {
      throw DatasetError(
        .invalidValue, at: place(index, line: line.number), "the value is missing",
        remedy: "fill in missing values, or leave out their examples")
    }
    return text.string
  }

  private mutating func appendLabel(_ line: inout TextLine) throws(DatasetError) {
    if attributes[labelIndex].kind == .numeric {
      labelNumbers.append(try number(at: labelIndex, &line))
      return
    }
    let label = try text(at: labelIndex, &line)
    guard classes?.contains(label) ?? true else {
      throw DatasetError(
        .invalidValue, at: place(labelIndex, line: line.number),
        "'\(label.excerpt)' is not among the values that the attribute declares")
    }
    labelTexts.append(label)
  }

  /// Adds the label of a sparse line that omits it.
  private mutating func appendOmittedLabel(_ line: TextLine) throws(DatasetError) {
    switch attributes[labelIndex].kind {
    case .numeric: labelNumbers.append(0)
    case .nominal(let values) where !values.isEmpty: labelTexts.append(values[0])
    case .nominal, .text:
      throw DatasetError(
        .invalidValue, at: place(labelIndex, line: line.number), "the label is missing")
    }
  }

  private func place(_ index: Int, line: Int) -> String {
    "line \(line), attribute \(attributes[index].name.excerpt)"
  }

  private func malformed(_ line: TextLine, _ problem: String) -> DatasetError {
    DatasetError(
      .malformed, at: "line \(line.number)", problem,
      remedy: "a sparse line is {0 1.5, 4 A}, with ascending indices from 0")
  }
}
