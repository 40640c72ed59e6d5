/// The attributes that an ARFF file declares before its data.
struct ARFFHeader {
  /// The values that an attribute may have.
  enum Kind: Equatable {
    /// Numbers: `numeric`, `real` or `integer`.
    case numeric
    /// One of the given values.
    case nominal([String])
    /// Any text: `string` or `date`, with the keyword.
    case text(String)

    /// The name of the kind.
    var name: String {
      switch self {
      case .numeric: "numeric"
      case .nominal: "nominal"
      case .text(let keyword): "of type \(keyword)"
      }
    }

    /// Whether its values are declared one by one.
    var isNominal: Bool {
      if case .nominal = self { true } else { false }
    }
  }

  /// An attribute.
  struct Attribute {
    let name: String
    let kind: Kind
  }

  /// The attributes in the order of the values of an example.
  private(set) var attributes: [Attribute] = []

  /// Reads the lines up to `@data`.
  ///
  /// - Throws: ``DatasetError``, with the line, for an invalid declaration, a type that is not
  ///   supported, and two attributes of one name; of kind `truncated` if there is no `@data`.
  init(_ lines: inout TextLines) throws(DatasetError) {
    var names = Set<String>()
    while var line = lines.next() {
      if line.isAtARFFEnd() { continue }
      guard line.skip("@") else { throw Self.unexpected(line) }
      switch line.word().lowercased() {
      case "relation": continue
      case "attribute":
        let attribute = try Self.attribute(&line)
        guard names.insert(attribute.name).inserted else {
          throw DatasetError(
            .malformed, at: "line \(line.number)",
            "two attributes have the name \(attribute.name.excerpt)", remedy: "rename one of them")
        }
        attributes.append(attribute)
      case "data":
        guard attributes.isEmpty else { return }
        throw DatasetError(
          .malformed, at: "line \(line.number)", "@data comes before the first @attribute",
          remedy: "declare the attributes before the data")
      default: throw Self.unexpected(line)
      }
    }
    throw DatasetError(.truncated, "the file ends before @data", remedy: "download it again")
  }

  /// Reads a declaration after its keyword: a name and a type.
  private static func attribute(_ line: inout TextLine) throws(DatasetError) -> Attribute {
    line.skipBlanks()
    guard let name = try line.arffText()?.string else {
      throw malformed(line, "the attribute has no name")
    }
    line.skipBlanks()
    if line.skip("{") { return Attribute(name: name, kind: .nominal(try values(&line))) }
    let type = try line.arffText()?.string.lowercased()
    switch type {
    case "numeric", "real", "integer": return Attribute(name: name, kind: .numeric)
    case "string", "date": return Attribute(name: name, kind: .text(type!))
    case nil: throw malformed(line, "the attribute \(name.excerpt) has no type")
    case let type?:
      throw DatasetError(
        .unsupported, at: "line \(line.number)",
        "the type \(type.excerpt) of the attribute \(name.excerpt) is not supported",
        remedy: "types are numeric, real, integer, string, date, or values in braces")
    }
  }

  /// Reads the values of a nominal attribute after the opening brace.
  private static func values(_ line: inout TextLine) throws(DatasetError) -> [String] {
    var values: [String] = []
    line.skipBlanks()
    while !line.skip("}") {
      guard let value = try line.arffText()?.string else {
        throw malformed(line, "the values are not a list in braces on one line")
      }
      values.append(value)
      _ = line.skipARFFSeparator()
    }
    return values
  }

  private static func unexpected(_ line: TextLine) -> DatasetError {
    malformed(line, "neither @attribute nor @data begins the line")
  }

  private static func malformed(_ line: TextLine, _ problem: String) -> DatasetError {
    DatasetError(
      .malformed, at: "line \(line.number)", problem,
      remedy: "a declaration is @attribute NAME numeric, or @attribute NAME {A, B}")
  }
}

extension ARFFHeader {
  /// The usual names of a label attribute, in lowercase.
  private static let labelNames = ["class", "label", "target"]

  /// Returns the index of the attribute with the labels.
  ///
  /// It is the given one; otherwise the only nominal attribute with a usual name, or the last
  /// attribute if it is nominal.
  ///
  /// - Throws: ``DatasetError`` of kind `missing` if the given attribute does not exist, or if
  ///   none is given and none can be detected.
  func labelIndex(_ choice: LabelColumn?) throws(DatasetError) -> Int {
    switch choice {
    case .named(let name):
      if let index = attributes.firstIndex(where: { $0.name == name }) { return index }
      throw DatasetError(
        .missing, at: "attribute \(name.excerpt)", "no such attribute",
        remedy: "the file has \(Self.names(attributes))")
    case .position(let position):
      let count = attributes.count
      if let index = LabelColumn.index(ofPosition: position, among: count) { return index }
      throw DatasetError(
        .missing, at: "attribute \(position)", "no such attribute; the file has \(count)",
        remedy: "give --labels the attribute's name or its number, counted from 1")
    case nil: break
    }
    let named = attributes.indices.filter { index in
      attributes[index].kind.isNominal
        && Self.labelNames.contains(attributes[index].name.lowercased())
    }
    if named.count == 1 { return named[0] }
    if attributes[attributes.count - 1].kind.isNominal { return attributes.count - 1 }
    let nominal = attributes.filter(\.kind.isNominal)
    throw DatasetError(
      .missing, "the label attribute can't be detected",
      remedy: "name it with --labels: \(Self.names(nominal.isEmpty ? attributes : nominal))")
  }

  /// Checks that all attributes except the labels are numeric.
  ///
  /// - Throws: ``DatasetError`` of kind `unsupported` that names the first attribute that is not.
  func requireNumericFeatures(exceptAt labelIndex: Int) throws(DatasetError) {
    for (index, attribute) in attributes.enumerated()
    where index != labelIndex && attribute.kind != .numeric {
      throw DatasetError(
        .unsupported, at: "attribute \(attribute.name.excerpt)",
        "is \(attribute.kind.name), but features are numeric",
        remedy: "replace it with numeric attributes, or name it with --labels if it has the labels")
    }
  }

  /// A list of names that fits in a line.
  private static func names(_ attributes: [Attribute]) -> String {
    LabelColumn.shortList(attributes.map(\.name.excerpt))
  }
}
