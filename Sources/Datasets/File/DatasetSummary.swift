/// A summary of the content of a data file.
public struct DatasetSummary: Sendable {
  /// A variable or an array in a file.
  public struct Variable: Sendable {
    /// The name, or the name of the file if it has a single array.
    public var name: String
    /// The type of the elements: `float64`, `uint8`, `text`; the class of a variable in a MAT-file.
    public var elementType: String
    /// The dimensions, outermost first; empty for a single number.
    public var dimensions: [Int]
    /// Whether the numbers have imaginary parts.
    public var isComplex = false
    /// Whether the values are logical.
    public var isLogical = false
    /// Whether the matrix is sparse.
    public var isSparse = false
    /// The statistics of the unscaled values, in column-major order for a MAT-file and row-major
    /// order otherwise; `nil` if the variable is not an array of real numbers.
    public var statistics: ArrayStatistics?
    /// Why the variable can't be read; `nil` if it can.
    public var reason: String?
    /// The content of a struct or cell array.
    public var children: [Variable] = []
  }

  /// The format, such as `mat5`, `idx` or `npz`.
  public var format: String
  /// The byte order of the numbers, `little` or `big`; `nil` if there is none or it varies.
  public var byteOrder: String?
  /// How a table of text is written; `nil` for other formats.
  public var table: TableFormat?
  /// The index of the first feature, 0 or 1; `nil` for formats in which features have no indices.
  public var firstIndex: Int?
  /// The variables in the order of the file.
  public var variables: [Variable]
}
