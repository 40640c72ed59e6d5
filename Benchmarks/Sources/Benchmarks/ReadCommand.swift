import ArgumentParser
import Datasets
import MATFile

/// Times the reading of any files, beside `Benchmarks/baselines/reading.py`.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Times the reading of files: of their variables, and as data sets.")

  @Argument(help: "Data sets, which should be in the page cache.")
  var files: [String]

  func run() throws {
    for path in files {
      if (try? DatasetFormat(detecting: path)) == .mat {
        time("variables", path) {
          guard let file = try? MATFile(path: path) else { return }
          for variable in file.variables { _ = try? file.array(of: variable) }
        }
      }
      time("data set in Double", path) {
        _ = try? DatasetFile.examples(path: path, as: Double.self)
      }
    }
  }

  private func time(_ work: String, _ path: String, _ body: () -> Void) {
    let samples = Sampler().sample(body)
    let numbers = [samples.median, samples.best].map { String(Int(($0 * 10_000).rounded())) }
    print("\(path), \(work): median \(numbers[0]), minimum \(numbers[1]) tenths of a millisecond")
  }
}
