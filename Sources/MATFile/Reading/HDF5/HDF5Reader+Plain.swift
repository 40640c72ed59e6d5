internal import StoredNumbers

/// Datasets of any other program, such as h5py and Keras: numbers, truth values and text.
extension HDF5Reader {
  /// Outlines a dataset by its type.
  ///
  /// An array of NumPy's shape (a, b) is an a × b matrix; in a file of MATLAB, the dimensions are
  /// reversed.
  mutating func plainOutline(of object: HDF5Object) throws(MATFileError) -> HDF5Outline {
    let (type, space, _) = try values(of: object)
    var outline = HDF5Outline(
      arrayClass: .double,
      dimensions: try checked(
        isMATLAB || space.isNull ? reversed(space) : space.dimensions, of: object),
      content: .numbers(object))
    outline.isRowMajor = !isMATLAB
    outline.storage = type.storage
    switch type.kind {
    case .number(let elementType, _): outline.arrayClass = elementType.arrayClass
    case .truth: outline.arrayClass = .logical
    case .compound(let members):
      guard let parts = type.complexParts else {
        let names = members.map(\.name).joined(separator: ", ")
        return .unsupported(
          .unknown, "is a table of records with the members \(names), which is not supported",
          remedy: "save each member as a dataset of its own")
      }
      outline.arrayClass = parts.2.arrayClass
      outline.isComplex = true
    case .text, .variableText:
      guard space.dimensions.isEmpty && !space.isNull else {
        outline.arrayClass = .cell
        outline.content = .texts(object)
        return outline
      }
      let text = try texts(try data(of: object), type, at: object.address)?.first ?? ""
      outline.arrayClass = .char
      outline.dimensions = [text.isEmpty ? 0 : 1, text.utf16.count]
      outline.content = .text(text)
    case .reference: return .refusing("references to other objects")
    case .sequence: return .refusing("sequences of variable length")
    case .other(let elements): return .refusing(elements)
    }
    return outline
  }
}

extension HDF5Outline {
  fileprivate static func refusing(_ elements: String) -> HDF5Outline {
    .unsupported(
      .unknown, "has \(elements), which are not supported",
      remedy: "save its values as an array of numbers")
  }
}

extension ElementType {
  /// The class of an array of these numbers; MATLAB has none for numbers of 16 bits.
  var arrayClass: MATClass {
    switch self {
    case .bool: .logical
    case .float16: .single
    default: MATStorage.allCases.first { $0.elementType == self }?.arrayClass ?? .unknown
    }
  }
}

extension HDF5Datatype {
  /// The storage type of numbers and of the parts of complex numbers, if MAT-files have it.
  var storage: MATStorage? {
    let elementType: ElementType? =
      if case .number(let type, _) = kind { type } else { complexParts?.2 }
    return MATStorage.allCases.first { $0.elementType != nil && $0.elementType == elementType }
  }
}
