/// Curves over common axes, rendered as SVG.
public struct LinePlot: Equatable, Sendable {
  /// One of the two directions of a plot.
  public struct Axis: Equatable, Sendable {
    /// What is plotted, with its unit.
    public var label: String
    /// The scale: linear or logarithmic.
    public var scale: AxisScale

    /// Creates an axis.
    public init(_ label: String, scale: AxisScale = .linear) {
      self.label = label
      self.scale = scale
    }
  }

  /// A point of the plot, in the units of the axes.
  public struct Point: Equatable, Sendable {
    /// The value along the horizontal axis.
    public var x: Double
    /// The value along the vertical axis.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A named curve.
  public struct Series: Equatable, Sendable {
    /// The name in the legend.
    public var name: String
    /// The points, joined in this order.
    ///
    /// A point that can't be drawn (not finite, or not positive on a logarithmic axis) interrupts
    /// the curve.
    public var points: [Point]

    /// Creates a curve.
    public init(_ name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The heading of the plot; empty for none.
  public var title: String
  /// The horizontal axis.
  public var horizontal: Axis
  /// The vertical axis.
  public var vertical: Axis
  /// The curves; a legend names them when there are several.
  public var series: [Series]
  /// The width in SVG's units (pixels at normal size).
  public var width: Double
  /// The height in SVG's units.
  public var height: Double

  /// Creates a plot, 720 × 420 by default.
  public init(
    title: String = "", horizontal: Axis, vertical: Axis, series: [Series], width: Double = 720,
    height: Double = 420
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.width = width
    self.height = height
  }
}
