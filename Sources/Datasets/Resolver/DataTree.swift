/// The named arrays of a data file, in one list: the common form of all formats but tables.
///
/// A field of a structure has the path `data.train.images`, an element of a cell array or a
/// structure array `cells{2}` or `runs(2).images`, as in MATLAB; an entry of a dictionary is a field.
package struct DataTree {
  /// The conventions of the program that wrote a file.
  package enum Convention {
    /// Counted from 1, pixels column by column, and the last of three or four dimensions is usually
    /// that of the examples.
    case matlab
    /// Counted from 0, pixels row by row, and the first dimension is that of the examples.
    case numpy

    /// The notation of an element in messages.
    var notation: ElementNotation { self == .matlab ? .parentheses : .brackets }
    /// The order of the pixels in a row of features.
    var pixelOrder: ImageShape.PixelOrder { self == .matlab ? .columns : .rows }
    /// The number of the first class of a matrix with a column per class.
    var firstIndex: Int { self == .matlab ? 1 : 0 }
  }

  /// The conventions of the file.
  package let convention: Convention
  /// The arrays in the order of the file.
  package let variables: [DataVariable]

  /// Creates the tree of a file.
  ///
  /// - Throws: ``DatasetError`` if a path occurs twice.
  init(_ convention: Convention, _ variables: [DataVariable]) throws(DatasetError) {
    var seen = Set<String>()
    for variable in variables where !seen.insert(variable.path).inserted {
      throw DatasetError(.malformed, at: variable.path, "two arrays have this name")
    }
    self.convention = convention
    self.variables = variables
  }
}

/// An array in a data file.
///
/// The path, the dimensions and the kind are known without reading the values.
package struct DataVariable {
  /// What the elements are.
  package enum Kind: Equatable {
    /// Real numbers or truth values.
    case numbers
    /// A sparse matrix of real numbers.
    case sparse
    /// Text.
    case text
    /// Anything else, or an array that can't be read.
    case unsupported
  }

  /// The path in the file.
  package let path: String
  /// The dimensions, outermost first; empty for a single number.
  ///
  /// An array of text has one dimension.
  package let dimensions: [Int]
  /// What the elements are.
  package let kind: Kind
  /// Reads the values, or throws why they can't be read.
  package let value: () throws(DatasetError) -> DataValue

  /// An array of numbers that has been read.
  init(_ path: String, _ array: StoredArray) {
    self.init(path: path, dimensions: array.dimensions, kind: .numbers) { .numbers(array) }
  }

  /// Texts that have been read.
  init(_ path: String, _ texts: [String]) {
    self.init(path: path, dimensions: [texts.count], kind: .text) { .texts(texts) }
  }

  /// A sparse matrix that has been read.
  init(_ path: String, _ matrix: SparseArray) {
    self.init(path: path, dimensions: [matrix.rows, matrix.columns], kind: .sparse) {
      .sparse(matrix)
    }
  }

  /// An array that can't be read.
  init(_ path: String, dimensions: [Int] = [], _ error: DatasetError) {
    self.init(path: path, dimensions: dimensions, kind: .unsupported) {
      () throws(DatasetError) in throw error
    }
  }

  /// An array whose values are read when they are needed.
  init(
    path: String, dimensions: [Int], kind: Kind,
    value: @escaping () throws(DatasetError) -> DataValue
  ) {
    self.path = path
    self.dimensions = dimensions
    self.kind = kind
    self.value = value
  }

  /// The path and the size in a message: "X (5000 × 400)".
  var description: String {
    dimensions.isEmpty ? path : "\(path) (\(sizeText(dimensions)))"
  }
}

/// The values of an array.
package enum DataValue {
  /// Real numbers in the storage of the file.
  case numbers(StoredArray)
  /// A sparse matrix.
  case sparse(SparseArray)
  /// One text per element.
  case texts([String])
}
