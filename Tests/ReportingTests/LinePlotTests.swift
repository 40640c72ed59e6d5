import Foundation
import Reporting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct LinePlotTests {
  private let nasty = "<script>alert('1')</script> & \"µ\" ]]> \u{1}"

  @Test func namesAreEscaped() throws {
    let plot = LinePlot(
      title: nasty, horizontal: .init(nasty), vertical: .init(nasty),
      series: [
        .init(nasty, points: [.init(x: 0, y: 1)]), .init("b", points: [.init(x: 1, y: 2)]),
      ])
    let document = try #require(SVGReader.read(plot.svg()))
    let shown = nasty.replacing("\u{1}", with: "\u{FFFD}")
    #expect(document.texts.count { $0 == shown } == 5, "heading twice, axes, legend")
    #expect(!document.elements.contains("script"))
  }

  @Test func aCurveRunsFromCornerToCorner() throws {
    let plot = LinePlot(
      horizontal: .init("x"), vertical: .init("y"),
      series: [.init("a", points: [.init(x: 0, y: 0), .init(x: 10, y: 10)])])
    let document = try #require(SVGReader.read(plot.svg()))
    let ends = try #require(document.polylines.first)
    #expect(ends.count == 2)
    #expect(ends[0].x < 100 && ends[0].y == 370, "lower left, where the axes meet")
    #expect(ends[1].x == 696 && ends[1].y < 40, "upper right")
  }

  @Test func whatHasNoPlaceInterruptsTheCurve() throws {
    let values: [Double] = [1, 2, .nan, 3, 4, -1, 5, .infinity]
    let points = values.enumerated().map { LinePlot.Point(x: Double($0), y: $1) }
    let plot = LinePlot(
      horizontal: .init("x"), vertical: .init("y", scale: .logarithmic),
      series: [.init("a", points: points)])
    let document = try #require(SVGReader.read(plot.svg()))
    #expect(document.polylines.map(\.count) == [2, 2])
    #expect(document.elements.count { $0 == "circle" } == 1)
  }

  @Test func aLongCurveIsThinnedWithoutLosingItsExtremes() throws {
    let count = 200_000
    var points = (0..<count).map { LinePlot.Point(x: Double($0), y: sin(Double($0))) }
    points[12_345].y = 9
    let plot = LinePlot(
      horizontal: .init("x"), vertical: .init("y"), series: [.init("a", points: points)])
    let document = try #require(SVGReader.read(plot.svg()))
    let curve = try #require(document.polylines.first)
    #expect(curve.count <= 4 * 720)
    let highest = try #require(curve.min { $0.y < $1.y })
    let others = curve.filter { $0 != highest }.map(\.y).min() ?? 0
    #expect(others > highest.y + 100, "the single peak is still there")
  }

  @Test func aPlotWithoutDataIsStillAPlot() throws {
    let plot = LinePlot(horizontal: .init("x"), vertical: .init("y"), series: [])
    #expect(try #require(SVGReader.read(plot.svg())).polylines.isEmpty)
  }
}

/// What Foundation's XML parser finds in an SVG document.
final class SVGReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var texts: [String] = []
  private(set) var polylines: [[LinePlot.Point]] = []

  /// The content of a document, or `nil` when it is not well-formed.
  static func read(_ svg: String) -> SVGReader? {
    let reader = SVGReader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI _: String?,
    qualifiedName _: String?, attributes: [String: String]
  ) {
    elements.append(name)
    texts.append("")
    if name == "polyline" {
      let points = attributes["points", default: ""].split(separator: " ").map { pair in
        let numbers = pair.split(separator: ",").compactMap { Double($0) }
        return LinePlot.Point(x: numbers[0], y: numbers[1])
      }
      polylines.append(points)
    }
  }

  func parser(_: XMLParser, foundCharacters text: String) {
    texts[texts.count - 1] += text
  }
}
