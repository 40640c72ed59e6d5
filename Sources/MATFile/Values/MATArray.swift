public import StoredNumbers

/// An array as MATLAB knows it: dimensions, and values in column-major order.
public struct MATArray: Sendable, Equatable {
  /// The sizes, at least two of them.
  public let dimensions: [Int]
  /// The values.
  public let content: Content

  /// What an array holds, by its class.
  public indirect enum Content: Sendable, Equatable {
    /// Numbers of a numeric class; `imaginary` is as long as `real`.
    case numeric(MATClass, real: StoredNumbers, imaginary: StoredNumbers?)
    /// Truth values.
    case logical([Bool])
    /// Text, as UTF-16 code units.
    case char([UInt16])
    /// The elements of a sparse matrix that are not zero.
    case sparse(MATSparse)
    /// An array for each element.
    case cell([MATArray])
    /// An array for each field of each element.
    case structure(MATStructure)
    /// Something that is recognised and not read.
    case unsupported(MATClass, reason: String)
  }

  /// Makes an array; the content must fit the dimensions.
  ///
  /// - Parameters:
  ///   - dimensions: The sizes, at least two of them, none negative.
  ///   - content: As many values as the product of the dimensions.
  public init(dimensions: [Int], _ content: Content) {
    precondition(dimensions.count >= 2 && dimensions.allSatisfy { $0 >= 0 }, "\(dimensions)")
    self.dimensions = dimensions
    self.content = content
    precondition(
      content.count.map { $0 == count } ?? true,
      "\(content.count ?? 0) values in an array of \(dimensions)")
  }

  /// How many elements there are, zeros of a sparse matrix included.
  public var count: Int { dimensions.reduce(1, *) }

  /// The first dimension.
  public var rows: Int { dimensions[0] }

  /// The product of the other dimensions: those of a matrix, or of each example of a larger array.
  public var columns: Int { dimensions.dropFirst().reduce(1, *) }

  /// The class, as MATLAB's `class` says.
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
  /// How many elements are there; `nil` where the dimensions alone say.
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
