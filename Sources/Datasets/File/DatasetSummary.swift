/// What is in a data file, for people and for scripts.
public struct DatasetSummary: Sendable {
  /// A variable, array or part of a file.
  public struct Variable: Sendable {
    /// The name, or the file's name where each array is a file.
    public var name: String
    /// What an element is: `float64`, `uint8`, `text`; in a MAT-file MATLAB's class.
    public var elementType: String
    /// The extents, outermost first; empty for a single number.
    public var dimensions: [Int]
    /// Whether the numbers have imaginary parts.
    public var isComplex = false
    /// Whether the values are truth values.
    public var isLogical = false
    /// Whether the matrix is sparse.
    public var isSparse = false
    /// Count, sum and both ends as the file holds them, never scaled, in the file's own order of
    /// elements (column-major in a MAT-file, row-major elsewhere); `nil` for what is no array of
    /// real numbers.
    public var statistics: ArrayStatistics?
    /// Why the variable can't be read; `nil` when it can.
    public var reason: String?
    /// What a struct or cell holds.
    public var children: [Variable] = []
  }

  /// The format, as `mat5`, `idx` or `npz`.
  public var format: String
  /// The order of the bytes of its numbers: `little` or `big`; `nil` where there is none, or not
  /// one for all.
  public var byteOrder: String?
  /// What is in it, in its own order.
  public var variables: [Variable]
}
