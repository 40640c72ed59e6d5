internal import Foundation

/// Measurements as people and as programs read them.
enum MeasurementTable {
  /// One line a measurement.
  static func text(_ measurements: [Measurement]) -> String {
    let header =
      pad("suite", 12) + pad("work", 44) + pad("scalar", 8) + "  median ms     min ms  of gemm"
    let lines = measurements.map { item in
      pad(item.suite, 12) + pad(item.name, 44) + pad(item.scalar, 8)
        + String(format: "%11.4f%11.4f", item.medianMilliseconds, item.minimumMilliseconds)
        + (item.shareOfGemm.map { String(format: "%7.0f %%", 100 * $0) } ?? "")
    }
    return ([header] + lines).joined(separator: "\n")
  }

  /// An array of objects.
  static func json(_ measurements: [Measurement]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(measurements), as: UTF8.self)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
