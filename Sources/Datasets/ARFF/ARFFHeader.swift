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
  /// The columns of the table.
  var columns: TableHeader {
    TableHeader(noun: .attribute, count: attributes.count, names: attributes.map(\.name))
  }

  /// What the attributes declare.
  var declarations: [TableSample.Declaration] {
    attributes.map { attribute in
      switch attribute.kind {
      case .numeric: .numbers
      case .nominal(let values): .categories(values)
      case .text(let keyword): .text(keyword)
      }
    }
  }
}
