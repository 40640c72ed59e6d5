/// The fields of a struct array.
public struct MATStructure: Sendable, Equatable {
  /// The names in the order of the file; a damaged file may repeat one.
  public let fieldNames: [String]
  /// The values of all fields of the first element, then of the second, and so on.
  public let values: [MATArray]

  /// Makes a struct array of any number of elements.
  ///
  /// - Parameters:
  ///   - fieldNames: The names of the fields.
  ///   - values: For each element, a value for each field.
  public init(fieldNames: [String], values: [MATArray]) {
    precondition(
      fieldNames.isEmpty ? values.isEmpty : values.count.isMultiple(of: fieldNames.count),
      "\(values.count) values of \(fieldNames.count) fields")
    self.fieldNames = fieldNames
    self.values = values
  }

  /// How many elements there are; 0 where there are no fields to tell.
  public var count: Int { fieldNames.isEmpty ? 0 : values.count / fieldNames.count }

  /// The value of a field, or `nil` if there is no such field.
  ///
  /// - Parameters:
  ///   - name: The field's name; of a repeated one the last counts.
  ///   - element: Which element of the struct array, from 0.
  public subscript(name: String, element element: Int = 0) -> MATArray? {
    guard let field = fieldNames.lastIndex(of: name), element >= 0, element < count else {
      return nil
    }
    return values[element * fieldNames.count + field]
  }
}
