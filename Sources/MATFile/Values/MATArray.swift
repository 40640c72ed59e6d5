public import StoredNumbers

/// A MATLAB array: dimensions, and values in column-major order.
public struct MATArray: Sendable, Equatable {
  /// The dimensions, at least two.
  public let dimensions: [Int]
  /// The values.
  public let content: Content

  /// The content of an array, by its class.
  public indirect enum Content: Sendable, Equatable {
    /// Numbers of a numeric class; `imaginary` is as long as `real`.
    case numeric(MATClass, real: StoredNumbers, imaginary: StoredNumbers?)
    /// Logical values.
    case logical([Bool])
    /// Text, as UTF-16 code units.
    case char([UInt16])
    /// The nonzero elements of a sparse matrix.
    case sparse(MATSparse)
    /// An array for each element.
    case cell([MATArray])
    /// An array for each field of each element.
    case structure(MATStructure)
    /// Content that is recognized but not supported.
    case unsupported(MATClass, reason: String)
  }

  /// Creates an array.
  ///
  /// - Parameters:
  ///   - dimensions: The dimensions, at least two, not negative.
  ///   - content: The content, with as many values as the product of the dimensions.
  public init(dimensions: [Int], _ content: Content) {
    precondition(dimensions.count >= 2 && dimensions.allSatisfy { $0 >= 0 }, "\(dimensions)")
    self.dimensions = dimensions
    self.content = content
    precondition(
      content.count.map { $0 == count } ?? true,
      "\(content.count ?? 0) values do not fill an array of \(dimensions)")
  }

  /// The number of elements, including the zeros of a sparse matrix.
  public var count: Int { dimensions.reduce(1, *) }

  /// The first dimension.
  public var rows: Int { dimensions[0] }

  /// The product of the other dimensions: the columns of a matrix, or the features of an example.
  public var columns: Int { dimensions.dropFirst().reduce(1, *) }

  /// The class, as MATLAB's `class` returns it.
  public var arrayClass: MATClass {
    switch content {
    case .numeric(let numericClass, _, _): numericClass
    case .logical: .logical
    case .char: .char
    case .sparse(let sparse): sparse.isLogical ? .logical : .double
    case .cell: .cell
    case .structure: .struct
    case .unsupported(let otherClass, _): otherClass
    }
  }

  /// Whether the numbers have imaginary parts.
  public var isComplex: Bool {
    switch content {
    case .numeric(_, _, let imaginary): imaginary != nil
    case .sparse(let sparse): sparse.imaginary != nil
    default: false
    }
  }
}

extension MATArray.Content {
  /// The number of values; `nil` if only the dimensions have it.
  fileprivate var count: Int? {
    switch self {
    case .numeric(_, let real, let imaginary):
      imaginary.map { $0.count == real.count ? real.count : -1 } ?? real.count
    case .logical(let values): values.count
    case .char(let units): units.count
    case .cell(let arrays): arrays.count
    case .structure(let structure): structure.fieldNames.isEmpty ? nil : structure.count
    case .sparse, .unsupported: nil
    }
  }
}
