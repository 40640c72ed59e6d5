extension Panel {
  /// Gathers rows of a matrix, one example a lane, features as units; further lanes become 0.
  ///
  /// - Precondition: no more rows than lanes, and as many columns as units.
  @inlinable
  public func gather(rows: some Collection<Int>, of matrix: borrowing Matrix<Scalar>) {
    precondition(rows.count <= width && matrix.columns == units)
    matrix.elements.withUnsafeBufferPointer { elements in
      for (lane, row) in rows.enumerated() {
        precondition(row >= 0 && row < matrix.rows)
        let features = elements.baseAddress! + row * units
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
