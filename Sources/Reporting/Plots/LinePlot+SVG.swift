extension LinePlot {
  /// The plot as a self-contained SVG document that follows the system's light or dark mode.
  ///
  /// All text in it is escaped.
  public func svg() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + markup(preamble: .styleSheet(Self.style)).source + "\n"
  }

  /// The plot as an SVG element; the style sheet is in the preamble or in the surrounding page.
  func markup(preamble: Markup...) -> Markup {
    let legend = LegendLayout(names: series.map(\.name), top: title.isEmpty ? 8 : 34, width: width)
    let frame = PlotFrame(self, headHeight: legend.bottom)
    return .element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "plot", "role": "img",
        "viewBox": "0 0 \(text(width)) \(text(height))", "width": text(width),
        "height": text(height),
      ],
      [
        .element("title", [:], .text(title.isEmpty ? vertical.label : title)),
        .group(preamble),
        .element("rect", ["class": "ground", "width": text(width), "height": text(height)]),
        label(title, x: width / 2, y: 22, ["class": "heading"]),
        legendMarkup(legend),
        axesMarkup(frame),
        .group(series.indices.map { curve($0, in: frame) }),
      ])
  }

  private func curve(_ index: Int, in frame: PlotFrame) -> Markup {
    .group(
      parts(of: series[index], in: frame).map { part in
        if part.count == 1 {
          return .element(
            "circle",
            [
              "class": "dot \(colorClass(index))", "cx": text(part[0].x), "cy": text(part[0].y),
              "r": "3",
            ])
        }
        let points = part.lazy.map { "\(text($0.x)),\(text($0.y))" }.joined(separator: " ")
        return .element("polyline", ["class": lineClass(index), "points": points])
      })
  }

  private func axesMarkup(_ frame: PlotFrame) -> Markup {
    var pieces: [Markup] = []
    for mark in frame.vertical.marks {
      guard let y = frame.y(mark.value) else { continue }
      pieces.append(line("grid", from: (frame.left, y), to: (frame.right, y)))
      pieces.append(label(mark.label, x: frame.left - 8, y: y + 4, ["class": "end"]))
    }
    for mark in frame.horizontal.marks {
      guard let x = frame.x(mark.value) else { continue }
      pieces.append(line("grid", from: (x, frame.top), to: (x, frame.bottom)))
      pieces.append(label(mark.label, x: x, y: frame.bottom + 18, [:]))
    }
    pieces.append(line("axis", from: (frame.left, frame.bottom), to: (frame.right, frame.bottom)))
    pieces.append(line("axis", from: (frame.left, frame.top), to: (frame.left, frame.bottom)))
    let middle = (frame.top + frame.bottom) / 2
    pieces.append(
      label(horizontal.label, x: (frame.left + frame.right) / 2, y: height - 12, ["class": "name"]))
    pieces.append(
      label(
        vertical.label, x: 18, y: middle,
        ["class": "name", "transform": "rotate(-90 18 \(text(middle)))"]))
    return .group(pieces)
  }

  private func legendMarkup(_ legend: LegendLayout) -> Markup {
    .group(
      legend.entries.enumerated().map { index, entry in
        .group([
          line(lineClass(index), from: (entry.x, entry.y - 4), to: (entry.x + 22, entry.y - 4)),
          label(series[index].name, x: entry.x + 28, y: entry.y, ["class": "start"]),
        ])
      })
  }

  private func label(
    _ content: String, x: Double, y: Double, _ attributes: KeyValuePairs<String, String>
  ) -> Markup {
    .element("g", attributes, .element("text", ["x": text(x), "y": text(y)], .text(content)))
  }

  private func line(
    _ name: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) -> Markup {
    .element(
      "line",
      [
        "class": name, "x1": text(start.x), "y1": text(start.y), "x2": text(end.x),
        "y2": text(end.y),
      ])
  }

  private func text(_ length: Double) -> String { NumberStyle.significant(digits: 5).text(length) }
}
