/// One direction of a plot: what span it shows and which values it marks.
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

  /// How far along the axis a value lies, 0…1, or `nil` for a value without a place.
  func fraction(of value: Double) -> Double? {
    scale.position(of: value).map { ($0 - lowest) / (highest - lowest) }
  }
}
