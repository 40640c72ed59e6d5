internal import MATFile
internal import Machine

extension MAT {
  /// Lists the variables of a MAT-file, with the content of structs and cells.
  ///
  /// - Throws: ``DatasetError`` if the file is not a MAT-file or is truncated.
  static func summary(_ bytes: [UInt8]) throws(DatasetError) -> DatasetSummary {
    let file = try open(bytes)
    return DatasetSummary(
      format: file.format.rawValue,
      byteOrder: file.format == .octaveText ? nil : file.byteOrder.rawValue,
      variables: file.variables.map { variable in
        do throws(MATFileError) {
          return DatasetSummary.Variable(try file.array(of: variable), named: variable.name)
        } catch {
          return DatasetSummary.Variable(
            name: variable.name, elementType: variable.arrayClass.rawValue,
            dimensions: variable.dimensions, isComplex: variable.isComplex,
            isLogical: variable.isLogical, isSparse: variable.isSparse, reason: error.problem)
        }
      })
  }
}

extension DatasetSummary.Variable {
  /// Summarizes an array, whose nesting depth the reader has limited.
  fileprivate init(_ array: MATArray, named name: String) {
    self.init(
      name: name, elementType: array.arrayClass.rawValue, dimensions: array.dimensions,
      isComplex: array.isComplex, isLogical: array.arrayClass == .logical)
    switch array.content {
    case .numeric(_, _, nil), .logical:
      statistics = (try? array.doubles).map { ArrayStatistics($0) }
    case .numeric, .char: break
    case .sparse: isSparse = true
    case .cell(let arrays):
      children = arrays.enumerated().map { Self($1, named: "{\($0 + 1)}") }
    case .structure(let structure):
      let fields = structure.fieldNames
      children = structure.values.enumerated().map { place, value in
        let element = structure.count == 1 ? "" : "(\(place / fields.count + 1))"
        return Self(value, named: "\(element)\(fields[place % fields.count])")
      }
    case .unsupported(_, let reason): self.reason = reason
    }
  }
}
