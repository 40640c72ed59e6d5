internal import Datasets
internal import MATFile
internal import Machine

/// The arrays in a file of weights: a MAT-file, or a `.npz` or `.npy` file of NumPy.
struct WeightFile {
  /// The arrays in the order of the file, with the elements of cells and the fields of structs.
  private(set) var arrays: [WeightArray] = []
  /// The struct that describes a model; `nil` for weights only.
  private(set) var description: MATStructure?
  /// The error of a variable whose name can't be read, which may be one of weights.
  private(set) var namelessFault: MATFileError?

  /// The elements of a cell or struct array that are listed.
  private static let maximumElementCount = 1000

  /// Lists the arrays of a file.
  ///
  /// - Throws: `MATFileError` if the file is of no known format, or is damaged.
  init(path: String) throws(MATFileError) {
    if try Self.isNumPy(path) {
      do {
        arrays = try NumPy.numbers(path: path).map(WeightArray.init)
      } catch {
        throw MATFileError(error)
      }
      return
    }
    let file = try MATFile(path: path)
    // Layers may be missing.
    if let damage = file.damage { throw damage }
    namelessFault = file.namelessFault
    var seen = Set<String>()
    // Of several variables with a name, the last counts, as in MATLAB's load.
    for variable in file.variables.reversed() where seen.insert(variable.name).inserted {
      if variable.name == ModelFile.structureName {
        description = try file.array(of: variable).structure
      } else {
        arrays += try Self.arrays(of: variable, in: file).reversed()
      }
    }
    arrays.reverse()
  }

  private static func isNumPy(_ path: String) throws(MATFileError) -> Bool {
    do throws(SystemError) {
      let file = try InputFile(path: path)
      guard file.kind == .regular else { return false }
      return NumPy.begins(try file.content(atMost: 6))
    } catch {
      // The reader of MAT-files gives the reason.
      return false
    }
  }

  /// A variable, or the elements of a cell or struct array.
  private static func arrays(
    of variable: MATVariable, in file: MATFile
  ) throws(MATFileError) -> [WeightArray] {
    guard variable.isSupported, variable.arrayClass == .cell || variable.arrayClass == .struct
    else { return [WeightArray(variable, of: file)] }
    return elements(of: try file.array(of: variable), at: variable.name)
  }

  private static func elements(of array: MATArray, at path: String) -> [WeightArray] {
    if let cells = array.cells {
      return cells.prefix(maximumElementCount).enumerated().flatMap {
        elements(of: $1, at: "\(path){\($0 + 1)}")
      }
    }
    guard let structure = array.structure else { return [WeightArray(array, at: path)] }
    let isSingle = structure.count == 1
    return (0..<min(structure.count, maximumElementCount)).flatMap { element in
      structure.fieldNames.flatMap { name in
        structure[name, element: element].map {
          elements(of: $0, at: path + (isSingle ? "" : "(\(element + 1))") + ".\(name)")
        } ?? []
      }
    }
  }
}

/// An array in a file of weights; the numbers are read when they are needed.
struct WeightArray {
  /// The path in the file, as in `Theta{1}` or `network.W1`.
  let path: String
  /// The size and the class: "25×401 double".
  let summary: String
  /// The size of a matrix; `nil` for an array of another kind.
  let size: (rows: Int, columns: Int)?
  /// The numbers in column-major order.
  let numbers: () throws(MATFileError) -> [Double]

  /// The number of elements of a row or a column; `nil` for any other array.
  var length: Int? { size.flatMap { min($0.rows, $0.columns) == 1 ? $0.rows * $0.columns : nil } }

  /// A variable that has not been read.
  init(_ variable: MATVariable, of file: MATFile) {
    path = variable.name
    let isMatrix =
      variable.isSupported && variable.dimensions.count == 2 && !variable.isSparse
      && !variable.isComplex && (variable.arrayClass.isNumeric || variable.arrayClass == .logical)
    size = isMatrix ? (variable.dimensions[0], variable.dimensions[1]) : nil
    summary =
      variable.fault.map { "not readable (\($0.problem))" }
      ?? String(variable.description.dropFirst(variable.name.count + 2))
    numbers = { () throws(MATFileError) in try file.array(of: variable).doubles }
  }

  /// An element of a cell or struct array.
  init(_ array: MATArray, at path: String) {
    self.path = path
    summary = array.summary
    let isMatrix = array.dimensions.count == 2 && (try? array.doubles) != nil
    size = isMatrix ? (array.rows, array.columns) : nil
    numbers = { () throws(MATFileError) in try array.doubles }
  }

  /// An array of NumPy, where one dimension is a row.
  init(_ array: NumPy.NumberArray) {
    path = array.name
    switch array.content {
    case .success(let (dimensions, values)):
      summary = dimensions.isEmpty ? "1 number" : dimensions.map(String.init).joined(separator: "×")
      let isMatrix = dimensions.count == 1 || dimensions.count == 2
      size = isMatrix ? (dimensions.count == 2 ? dimensions[0] : 1, dimensions.last ?? 0) : nil
      numbers = { () throws(MATFileError) in values }
    case .failure(let error):
      summary = "not readable (\(error.problem))"
      size = nil
      numbers = { () throws(MATFileError) in throw MATFileError(error) }
    }
  }
}

extension MATFileError {
  /// The error of a file of NumPy as one of weights.
  fileprivate init(_ error: DatasetError) {
    let kind: Kind =
      switch error.kind {
      case .truncated: .truncated
      case .unsupported, .unknownFormat: .unsupported
      case .missing: .missingVariable
      case .unreadable: .unreadable
      case .malformed, .sizeMismatch, .invalidValue: .corrupt
      }
    self.init(
      kind, (error.place.isEmpty ? "" : "\(error.place): ") + error.problem, remedy: error.remedy)
  }
}
