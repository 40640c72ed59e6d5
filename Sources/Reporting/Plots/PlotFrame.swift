/// Where the values of a plot lie on the page: the rectangle of the curves and its two axes.
struct PlotFrame {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let horizontal: PlotAxis
  let vertical: PlotAxis

  /// Places the axes of a plot below `headHeight` units of heading and legend.
  init(_ plot: LinePlot, headHeight: Double) {
    vertical = PlotAxis(
      scale: plot.vertical.scale, values: plot.series.lazy.flatMap { $0.points.lazy.map(\.y) })
    horizontal = PlotAxis(
      scale: plot.horizontal.scale, values: plot.series.lazy.flatMap { $0.points.lazy.map(\.x) })
    let widestLabel = vertical.marks.lazy.map { TextMetrics.width($0.label) }.max() ?? 0
    left = 40 + widestLabel
    right = plot.width - 24
    top = headHeight + 14
    bottom = plot.height - 50
  }

  /// The distance from the left edge of the page, or `nil` for a value without a place.
  func x(_ value: Double) -> Double? {
    horizontal.fraction(of: value).map { left + $0 * (right - left) }
  }

  /// The distance from the upper edge of the page, or `nil` for a value without a place.
  func y(_ value: Double) -> Double? {
    vertical.fraction(of: value).map { bottom - $0 * (bottom - top) }
  }
}
