import Datasets
import Foundation

/// `fullbatch-comparison`: trains the same networks by mini-batches and by full-batch minimizers,
/// and writes what it finds as `docs/comparison.md` with its plots.
@main
enum Comparison {
  static func main() throws {
    let digits = try DatasetFile.read(path: root + "/data/mnist5k.pkl.gz", as: Double.self)
    let races = Race.all(on: digits)
    var page = Page()
    page.add(Introduction.text(digits))
    for race in races {
      note("\(race.name) …")
      let curves = try race.run()
      page.add(race, curves)
    }
    if let path = textDigitsPath {
      let textDigits = try DatasetFile.read(path: path, as: Double.self)
      for race in Race.textDigits(on: textDigits) {
        note("\(race.name) …")
        let curves = try race.run()
        page.add(race, curves)
        page.add(CatchingUp(curves).text)
      }
      page.add(Starts(textDigits).run())
    } else {
      note("digits32x32.zip is neither in data/ nor in ../shared/data: its sections are left out")
    }
    try page.write()
  }

  /// The checkout that this file is in.
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
