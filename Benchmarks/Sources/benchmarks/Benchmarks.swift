internal import Datasets
internal import Foundation
internal import LinearAlgebra

/// Measures the kernels, whole evaluations, and steps on mini-batches.
///
///     benchmarks [kernels] [evaluation] [mini-batch] [--data PATH] [--units N] [--json]
///
/// Without a suite, all of them. `--data` takes any data set that the libraries read, by default the
/// exercise's; `--units` is the size of the hidden layer.
@main
struct Benchmarks {
  var suites: Set<String> = []
  var data = packageRoot.appending(path: "data/ex4data1.mat").path
  var digits = packageRoot.appending(path: "data/mnist5k-images-idx3-ubyte.gz").path
  var units = 25
  var isJSON = false

  static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func main() throws {
    let benchmarks = Benchmarks(arguments: CommandLine.arguments.dropFirst())
    let all = try benchmarks.measurements(Double.self) + benchmarks.measurements(Float.self)
    print(benchmarks.isJSON ? try MeasurementTable.json(all) : MeasurementTable.text(all))
  }

  init(arguments: ArraySlice<String>) {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--data": data = rest.popFirst() ?? data
      case "--units": units = rest.popFirst().flatMap(Int.init) ?? units
      case "--json": isJSON = true
      default: suites.insert(argument)
      }
    }
  }

  func measurements<Scalar: BLASScalar>(_: Scalar.Type) throws -> [Measurement] {
    var all: [Measurement] = []
    let dataset = try DatasetFile.read(path: data, as: Scalar.self).training
    // About two seconds a measurement.
    let work = 4 * dataset.exampleCount * dataset.featureCount * units
    let runs = max(3, min(200, 40_000_000_000 / work))
    if includes("kernels") {
      all += KernelSuite(dataset: dataset, units: units, runs: runs).measurements()
    }
    if includes("evaluation") {
      let sizes = [dataset.featureCount, units, dataset.classCount]
      for threads in [1, ProcessInfo.processInfo.activeProcessorCount] {
        all += EvaluationSuite(dataset: dataset, layerSizes: sizes, threads: threads, runs: runs)
          .measurements()
      }
    }
    if includes("mini-batch") {
      let digits = try DatasetFile.read(path: digits, as: Scalar.self).training
      all += MiniBatchSuite(dataset: digits, runs: 5).measurements()
    }
    return all
  }

  private func includes(_ suite: String) -> Bool { suites.isEmpty || suites.contains(suite) }
}
