public import LinearAlgebra

/// A units × examples matrix for a block of examples, in row-major order.
///
/// Activations, errors and targets of a block are panels: `units` rows of `width` lanes, with the
/// value of unit u and example e at index `u * width + e`. So elementwise operations run over
/// contiguous memory, and every product of the forward and backward pass is one gemm
/// (`Panel+Products.swift`).
///
/// A panel is a view of an `AlignedBuffer`, which it keeps alive.
public struct Panel<Scalar: BLASScalar>: @unchecked Sendable {
  /// The value of unit 0 and example 0.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of rows.
  public let units: Int
  /// The number of lanes, which is the distance from one row to the next.
  public let width: Int
  private let buffer: AlignedBuffer<Scalar>

  /// Creates a view of `units * width` elements of a buffer.
  ///
  /// - Parameters:
  ///   - buffer: The buffer.
  ///   - offset: The index of the first element in the buffer.
  ///   - units: The number of rows.
  ///   - width: The number of lanes. The panel must lie within the buffer.
  public init(_ buffer: AlignedBuffer<Scalar>, offset: Int = 0, units: Int, width: Int) {
    precondition(
      offset >= 0 && offset + units * width <= buffer.count, "the panel must lie within the buffer")
    self.buffer = buffer
    self.start = buffer.start + offset
    self.units = units
    self.width = width
  }

  /// The number of elements.
  public var count: Int { units * width }

  /// The value of a unit for an example; the indices are not checked.
  @inlinable
  public subscript(_ unit: Int, _ example: Int) -> Scalar {
    get { start[unit * width + example] }
    nonmutating set { start[unit * width + example] = newValue }
  }

  /// Returns a view of the row of one unit.
  @inlinable
  public func row(_ unit: Int) -> Panel {
    Panel(self, row: unit)
  }

  @usableFromInline
  init(_ panel: Panel, row unit: Int) {
    precondition(unit >= 0 && unit < panel.units, "the row must be a row of the panel")
    buffer = panel.buffer
    start = panel.start + unit * panel.width
    units = 1
    width = panel.width
  }

  /// Sets every element to one value.
  @inlinable
  public func fill(_ value: Scalar) {
    start.update(repeating: value, count: count)
  }

  /// Copies the elements of a panel of the same shape.
  @inlinable
  public func assign(_ other: Panel<Scalar>) {
    precondition(count == other.count, "the shapes must agree")
    start.update(from: other.start, count: count)
  }

  /// Sets the lanes from `first`, at most `width`, to the last to zero in every row.
  @inlinable
  public func clearLanes(from first: Int) {
    for unit in 0..<units {
      (start + unit * width + first).update(repeating: 0, count: width - first)
    }
  }

  /// Returns the unit with the largest value for an example, the first one if several are equal.
  @inlinable
  public func largestUnit(of example: Int) -> Int {
    var largest = 0
    for unit in 1..<max(units, 1) where self[unit, example] > self[largest, example] {
      largest = unit
    }
    return largest
  }
}

extension Panel {
  /// Copies rows of a matrix to the lanes, one example per lane and one feature per unit.
  ///
  /// Further lanes become 0.
  ///
  /// - Precondition: `rows.count <= width` and `matrix.columns == units`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func gather(rows: Range<Int>, of matrix: borrowing Matrix<Scalar>) {
    precondition(rows.count <= width && matrix.columns == units)
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= matrix.rows, "the rows must be rows of the matrix")
    if let sparse = matrix.sparse {
      fill(0)
      for (lane, row) in rows.enumerated() {
        for place in sparse.places(ofRow: row) {
          self[Int(sparse.indices[place]), lane] = sparse.values[place]
        }
      }
      return
    }
    let scratch = RawBuffer<Scalar>(count: units)
    matrix.withRows { matrix in
      for (lane, row) in rows.enumerated() {
        let features = matrix.row(row, scratch: scratch.start)
        for unit in 0..<units { self[unit, lane] = features[unit] }
      }
    }
    if rows.count < width { clearLanes(from: rows.count) }
  }

  /// Copies the first lanes to rows of a matrix, one example per row.
  @inlinable
  public func scatter(lanes: Int, intoRowsOf matrix: inout Matrix<Scalar>, from firstRow: Int) {
    precondition(lanes <= width && matrix.columns == units && firstRow + lanes <= matrix.rows)
    matrix.withMutableElements { elements in
      for lane in 0..<lanes {
        for unit in 0..<units { elements[(firstRow + lane) * units + unit] = self[unit, lane] }
      }
    }
  }
}
