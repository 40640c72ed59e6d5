extension LinePlot {
  /// The segments of a curve in page coordinates.
  ///
  /// A point that can't be drawn ends a segment. Long curves are thinned: of the successive points
  /// that fall in one column of pixels only the first, the lowest, the highest and the last stay,
  /// which draw the same pixels (U. Jugel et al., "M4", VLDB 2014).
  func parts(of series: Series, in frame: PlotFrame) -> [[Point]] {
    var parts: [[Point]] = [[]]
    for point in series.points {
      if let x = frame.x(point.x), let y = frame.y(point.y) {
        parts[parts.count - 1].append(Point(x: x, y: y))
      } else if !parts[parts.count - 1].isEmpty {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }.map(thinned)
  }

  private func thinned(_ points: [Point]) -> [Point] {
    var thinned: [Point] = []
    var start = 0
    while start < points.count {
      let column = points[start].x.rounded(.down)
      let end = points[start...].firstIndex { $0.x.rounded(.down) != column } ?? points.count
      let group = start..<end
      let lowest = group.min { points[$0].y < points[$1].y } ?? start
      let highest = group.max { points[$0].y < points[$1].y } ?? start
      let kept = Set([start, lowest, highest, end - 1]).sorted()
      thinned += kept.map { points[$0] }
      start = end
    }
    return thinned
  }
}
