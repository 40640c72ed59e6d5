import ArgumentParser
import Foundation
import Reporting

/// Draws curves given as JSON, for `baselines/curves.py`.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draws the curves of a JSON document on standard input as SVG.",
    shouldDisplay: false)

  /// The input: points are pairs of numbers.
  fileprivate struct Document: Decodable {
    struct Axis: Decodable {
      var label: String
      var logarithmic: Bool
    }

    struct Series: Decodable {
      var name: String
      var points: [[Double]]
    }

    var title: String
    var horizontal: Axis
    var vertical: Axis
    var series: [Series]
  }

  func run() throws {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let document = try JSONDecoder().decode(Document.self, from: input)
    let plot = LinePlot(
      title: document.title, horizontal: LinePlot.Axis(document.horizontal),
      vertical: LinePlot.Axis(document.vertical),
      series: document.series.map { series in
        .init(series.name, points: series.points.map { .init(x: $0[0], y: $0[1]) })
      })
    print(plot.svg(), terminator: "")
  }
}

extension LinePlot.Axis {
  fileprivate init(_ axis: PlotCommand.Document.Axis) {
    self.init(axis.label, scale: axis.logarithmic ? .logarithmic : .linear)
  }
}
