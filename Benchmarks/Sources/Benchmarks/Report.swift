import Foundation
import LinearAlgebra
import NetworkKernels

/// All that a run of the benchmarks has found.
struct Report: Encodable {
  /// The processor and the BLAS that it was found with.
  let machine = Machine()
  /// Times, in the order in which they were taken.
  private(set) var measurements: [Entry] = []
  /// Training runs.
  var descents: [Descent] = []
  /// What could not be measured, and why.
  private(set) var notes: [String] = []
  /// gemm's rates of this run.
  var peak = GemmPeak()

  /// A measurement and the benchmark that it belongs to.
  struct Entry: Encodable {
    var benchmark: String
    var measurement: Measurement
  }

  enum CodingKeys: CodingKey {
    case machine, measurements, descents, notes
  }

  mutating func add(_ benchmark: String, _ measurement: Measurement) {
    measurements.append(Entry(benchmark: benchmark, measurement: measurement))
  }

  mutating func note(_ text: String) { notes.append(text) }
}

/// What the numbers depend on.
struct Machine: Encodable {
  var processor = Machine.processorName
  var cores = ProcessInfo.processInfo.activeProcessorCount
  var kernels = KernelLevel.best.description
  var blas = BLAS.description

  /// The processor's own name, as Linux tells it.
  private static var processorName: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown"
  }
}
