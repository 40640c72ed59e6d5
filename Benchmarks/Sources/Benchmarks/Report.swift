import Foundation
import LinearAlgebra
import NetworkKernels

/// The results of a run of the benchmarks.
struct Report: Encodable {
  /// The processor and the BLAS used.
  let machine = Machine()
  /// Timings, in the order of measurement.
  private(set) var measurements: [Entry] = []
  /// Training runs.
  var trainingRuns: [TimeToTarget] = []
  /// Notes on benchmarks that were skipped, with the reason.
  private(set) var notes: [String] = []
  /// The peak rates of gemm measured in this run.
  var peak = GemmPeak()

  /// A measurement and the name of its benchmark.
  struct Entry: Encodable {
    var benchmark: String
    var measurement: Measurement
  }

  enum CodingKeys: CodingKey {
    case machine, measurements, trainingRuns, notes
  }

  mutating func add(_ benchmark: String, _ measurement: Measurement) {
    measurements.append(Entry(benchmark: benchmark, measurement: measurement))
  }

  mutating func note(_ text: String) { notes.append(text) }
}

/// The hardware and libraries that the timings depend on.
struct Machine: Encodable {
  var processor = Machine.processorName
  var cores = ProcessInfo.processInfo.activeProcessorCount
  var kernels = KernelLevel.best.description
  var blas = BLAS.description

  /// The processor's model name, from `/proc/cpuinfo`.
  private static var processorName: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown"
  }
}
