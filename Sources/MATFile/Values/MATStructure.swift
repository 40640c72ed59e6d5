/// The fields of a struct array.
public struct MATStructure: Sendable, Equatable {
  /// The field names in the order of the file; a corrupt file may repeat a name.
  public let fieldNames: [String]
  /// The values of all fields, element by element.
  public let values: [MATArray]

  /// Creates the fields of a struct array of any number of elements.
  ///
  /// - Parameters:
  ///   - fieldNames: The names of the fields.
  ///   - values: The values of all fields, element by element: a multiple of the number of fields.
  public init(fieldNames: [String], values: [MATArray]) {
    precondition(
      fieldNames.isEmpty ? values.isEmpty : values.count.isMultiple(of: fieldNames.count),
      "\(values.count) values are not a multiple of \(fieldNames.count) fields")
    self.fieldNames = fieldNames
    self.values = values
  }

  /// The number of elements; 0 if there are no fields.
  public var count: Int { fieldNames.isEmpty ? 0 : values.count / fieldNames.count }

  /// The value of a field, or `nil` if there is no such field or element.
  ///
  /// - Parameters:
  ///   - name: The name of the field; if it is repeated, the last field.
  ///   - element: The index of the element in the struct array, 0 by default.
  public subscript(name: String, element element: Int = 0) -> MATArray? {
    guard let field = fieldNames.lastIndex(of: name), element >= 0, element < count else {
      return nil
    }
    return values[element * fieldNames.count + field]
  }
}
