/// The rectangle of the curves and its two axes, in page coordinates.
struct PlotFrame {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let horizontal: PlotAxis
  let vertical: PlotAxis

  /// Places the axes of a plot below a heading and a legend of `headHeight` units.
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

  /// The distance from the left edge of the page; `nil` for a value that can't be drawn.
  func x(_ value: Double) -> Double? {
    horizontal.fraction(of: value).map { left + $0 * (right - left) }
  }

  /// The distance from the top edge of the page; `nil` for a value that can't be drawn.
  func y(_ value: Double) -> Double? {
    vertical.fraction(of: value).map { bottom - $0 * (bottom - top) }
  }
}

/// One axis of a plot: its range and its ticks.
struct PlotAxis {
  private let scale: AxisScale
  private let lowest: Double
  private let highest: Double
  let marks: [(value: Double, label: String)]

  init(scale: AxisScale, values: some Sequence<Double>) {
    let span = scale.span(of: values)
    self.scale = scale
    lowest = scale.position(of: span.lowerBound) ?? 0
    highest = scale.position(of: span.upperBound) ?? 1
    marks = Ticks.marks(in: span, scale: scale)
  }

  /// The position of a value along the axis, 0…1; `nil` for a value that can't be drawn.
  func fraction(of value: Double) -> Double? {
    scale.position(of: value).map { ($0 - lowest) / (highest - lowest) }
  }
}

/// An estimate of the width of text, which SVG can't measure.
enum TextMetrics {
  /// The width of a line at 12 units, in a typical sans-serif face.
  static func width(_ text: String) -> Double { 6.8 * Double(text.count) }
}
