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

  /// Copies the first lanes into rows of a matrix, one example a row.
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
