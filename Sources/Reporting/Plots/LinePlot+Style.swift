extension LinePlot {
  /// The number of colors; further curves reuse them with dashes.
  private static let colorCount = 6

  /// The class of a curve's color.
  func colorClass(_ index: Int) -> String { "c\(index % Self.colorCount)" }

  /// The classes of a curve's line: its color, and dashes after the sixth curve.
  func lineClass(_ index: Int) -> String {
    "curve \(colorClass(index))"
      + (index < Self.colorCount ? "" : index < 2 * Self.colorCount ? " dashed" : " dotted")
  }

  /// The style sheet, in colors that color-blind readers can tell apart, lighter in dark mode.
  ///
  /// Source: M. Okabe and K. Ito, "Color universal design" (2008).
  static let style: StaticString = """
    .plot text { font: 12px system-ui, sans-serif; fill: #555; text-anchor: middle; }
    .plot .end text { text-anchor: end; }
    .plot .start text { text-anchor: start; fill: #222; }
    .plot .name text { fill: #222; }
    .plot .heading text { font-size: 15px; font-weight: 600; fill: #222; }
    .plot .ground { fill: #fff; }
    .plot .grid { stroke: #e4e4e4; }
    .plot .axis { stroke: #888; }
    .plot .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
    .plot .dashed { stroke-dasharray: 7 4; }
    .plot .dotted { stroke-dasharray: 2 3; }
    .plot .c0 { stroke: #0072b2; } .plot .dot.c0 { fill: #0072b2; }
    .plot .c1 { stroke: #d55e00; } .plot .dot.c1 { fill: #d55e00; }
    .plot .c2 { stroke: #009e73; } .plot .dot.c2 { fill: #009e73; }
    .plot .c3 { stroke: #cc79a7; } .plot .dot.c3 { fill: #cc79a7; }
    .plot .c4 { stroke: #e69f00; } .plot .dot.c4 { fill: #e69f00; }
    .plot .c5 { stroke: #56b4e9; } .plot .dot.c5 { fill: #56b4e9; }
    @media (prefers-color-scheme: dark) {
      .plot text { fill: #aaa; }
      .plot .start text, .plot .name text, .plot .heading text { fill: #e6e6e6; }
      .plot .ground { fill: #1b1d21; }
      .plot .grid { stroke: #33363c; }
      .plot .c0 { stroke: #4aa8e0; } .plot .dot.c0 { fill: #4aa8e0; }
      .plot .c1 { stroke: #ff8a3d; } .plot .dot.c1 { fill: #ff8a3d; }
      .plot .c2 { stroke: #2cc99b; } .plot .dot.c2 { fill: #2cc99b; }
      .plot .c3 { stroke: #e5a3cb; } .plot .dot.c3 { fill: #e5a3cb; }
      .plot .c4 { stroke: #f0b93a; } .plot .dot.c4 { fill: #f0b93a; }
      .plot .c5 { stroke: #a9d5f5; } .plot .dot.c5 { fill: #a9d5f5; }
    }
    """
}
