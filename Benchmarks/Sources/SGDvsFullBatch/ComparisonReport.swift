import Datasets
import Foundation

/// `sgd-vs-full-batch`: trains the same networks by mini-batch SGD and by full-batch minimizers,
/// and writes the results to `docs/sgd-vs-full-batch.md` with plots.
@main
enum ComparisonReport {
  static func main() throws {
    let digits = try DatasetFile.read(path: root + "/data/mnist5k.pkl.gz", as: Double.self)
    let experiments = Experiment.all(on: digits)
    var page = Page()
    page.add(Introduction.text(digits))
    for experiment in experiments {
      note("\(experiment.name) …")
      let curves = try experiment.run()
      page.add(experiment, curves)
    }
    if let path = textDigitsPath {
      let textDigits = try DatasetFile.read(path: path, as: Double.self)
      for experiment in Experiment.textDigits(on: textDigits) {
        note("\(experiment.name) …")
        let curves = try experiment.run()
        page.add(experiment, curves)
        page.add(TimeToTargetSummary(curves).text)
      }
      page.add(try Initializations(textDigits).run())
    } else {
      note("digits32x32.zip is neither in data/ nor in ../shared/data: its sections are omitted")
    }
    try page.write()
  }

  /// The root of the package.
  static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  private static var textDigitsPath: String? {
    ["/data", "/../shared/data"].map { root + $0 + "/digits32x32.zip" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
