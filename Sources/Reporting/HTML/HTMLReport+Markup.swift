internal import Foundation
internal import Training

extension HTMLReport {
  /// The report as an HTML document.
  ///
  /// Cost: each image is compressed once.
  ///
  /// - Throws: ``ReportingError`` when an image can't be encoded.
  public func html() throws(ReportingError) -> String {
    var content: [Markup] = [.element("h1", [:], .text(title))]
    for section in sections {
      content.append(try markup(section))
    }
    let document = Markup.element(
      "html", ["lang": "en"],
      .element(
        "head", [:],
        .element("meta", ["charset": "utf-8"]),
        .element(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("title", [:], .text(title)),
        .styleSheet(Self.style), .styleSheet(LinePlot.style)),
      .element("body", [:], .element("main", [:], content)))
    return "<!DOCTYPE html>\n" + document.source + "\n"
  }

  private func markup(_ section: Section) throws(ReportingError) -> Markup {
    var content: [Markup] = [.element("h2", [:], .text(section.title))]
    for block in section.blocks {
      content.append(try markup(block))
    }
    return .element("section", [:], content)
  }

  private func markup(_ block: Block) throws(ReportingError) -> Markup {
    switch block {
    case .paragraph(let text): .element("p", [:], .text(text))
    case .figures(let facts): .element("dl", ["class": "figures"], facts.map(markup))
    case .facts(let facts): .element("dl", ["class": "facts"], facts.map(markup))
    case .table(let table): scrolling(table.markup())
    case .confusion(let confusion, let labels): scrolling(confusion.markup(labels: labels))
    case .plots(let plots): .element("figure", ["class": "plots"], plots.map { $0.markup() })
    case .image(let image, let description): try markup(image, description: description)
    }
  }

  private func markup(_ fact: Fact) -> Markup {
    .element(
      "div", [:], .element("dt", [:], .text(fact.name)), .element("dd", [:], .text(fact.value)))
  }

  private func markup(
    _ image: PixelImage, description: String
  ) throws(ReportingError) -> Markup {
    let encoded = Data(try image.pngBytes()).base64EncodedString()
    return .element(
      "figure", [:],
      .element(
        "img",
        [
          "src": "data:image/png;base64," + encoded, "alt": description,
          "width": "\(image.width)", "height": "\(image.height)",
        ]),
      .element("figcaption", [:], .text(description)))
  }

  /// Content that may be wider than a narrow screen, in a frame that scrolls.
  private func scrolling(_ content: Markup) -> Markup {
    .element("div", ["class": "wide"], content)
  }
}
