import Foundation

/// A Markdown page with plots, written when all sections are there.
struct Page {
  private var sections: [String] = []
  private var plots: [(name: String, svg: String)] = []
  private static let folder = ComparisonReport.root + "/docs/sgd-vs-full-batch"

  mutating func add(_ text: String) { sections.append(text) }

  /// Adds a plot, and returns the Markdown that shows it.
  mutating func show(_ svg: String, as name: String, description: String) -> String {
    plots.append((name, svg))
    return "![\(description)](sgd-vs-full-batch/\(name).svg)"
  }

  /// Writes the page into `docs/`.
  func write() throws {
    try FileManager.default.createDirectory(
      atPath: Self.folder, withIntermediateDirectories: true)
    for (name, svg) in plots {
      try svg.write(toFile: "\(Self.folder)/\(name).svg", atomically: true, encoding: .utf8)
    }
    let text = sections.joined(separator: "\n\n") + "\n"
    try text.write(toFile: Self.folder + ".md", atomically: true, encoding: .utf8)
  }

  /// A Markdown table; the first column is text, the others are numbers.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
    return ([line(header), line(rule)] + rows.map(line)).joined(separator: "\n")
  }
}
