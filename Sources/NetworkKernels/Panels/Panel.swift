public import LinearAlgebra

/// One number a unit and example for a block of examples, the examples side by side.
///
/// Activations, errors and targets of a block are panels: `units` rows, `width` lanes, the lane of
/// unit u and example e at `u * width + e`. Elementwise work then runs over contiguous memory, and
/// every product of the forward and backward pass is one gemm (`Panel+Products.swift`).
///
/// A panel is a view of an `AlignedBuffer`, which it keeps alive.
public struct Panel<Scalar: BLASScalar>: @unchecked Sendable {
  /// The value of unit 0 and example 0.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of rows.
  public let units: Int
  /// The number of lanes, and the distance from one unit's row to the next.
  public let width: Int
  private let buffer: AlignedBuffer<Scalar>

  /// Views `units * width` elements of a buffer.
  public init(_ buffer: AlignedBuffer<Scalar>, offset: Int = 0, units: Int, width: Int) {
    precondition(
      offset >= 0 && offset + units * width <= buffer.count, "a panel lies inside its buffer")
    self.buffer = buffer
    self.start = buffer.start + offset
    self.units = units
    self.width = width
  }

  /// The number of elements.
  public var count: Int { units * width }

  /// The value of a unit for an example; not checked.
  @inlinable
  public subscript(_ unit: Int, _ example: Int) -> Scalar {
    get { start[unit * width + example] }
    nonmutating set { start[unit * width + example] = newValue }
  }

  /// One unit's row as a panel of its own, in the same memory.
  @inlinable
  public func row(_ unit: Int) -> Panel {
    Panel(self, row: unit)
  }

  @usableFromInline
  init(_ panel: Panel, row unit: Int) {
    precondition(unit >= 0 && unit < panel.units, "a row of the panel")
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
    precondition(count == other.count, "the shapes agree")
    start.update(from: other.start, count: count)
  }

  /// Fills the lanes from `first` on with zeros, in every row.
  @inlinable
  public func clearLanes(from first: Int) {
    for unit in 0..<units {
      (start + unit * width + first).update(repeating: 0, count: width - first)
    }
  }

  /// The unit whose value is largest for an example; the first one when several are equal.
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
  /// Gathers rows of a matrix, one example a lane, features as units; further lanes become 0.
  ///
  /// - Precondition: no more rows than lanes, and as many columns as units.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func gather(rows: Range<Int>, of matrix: borrowing Matrix<Scalar>) {
    precondition(rows.count <= width && matrix.columns == units)
    precondition(rows.lowerBound >= 0 && rows.upperBound <= matrix.rows, "the rows exist")
    let scratch = RawBuffer<Scalar>(count: units)
    matrix.withRows { matrix in
      for (lane, row) in rows.enumerated() {
        let features = matrix.row(row, scratch: scratch.start)
        for unit in 0..<units { self[unit, lane] = features[unit] }
      }
    }
    if rows.count < width { clearLanes(from: rows.count) }
  }

  /// Copies the first lanes into rows of a matrix, one example per row.
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
