import Foundation

/// The one JSON document of a command.
enum JSON {
  /// Prints a value with sorted keys; numbers are in their shortest exact form, or null when they
  /// are not finite.
  static func print(_ value: some Encodable) throws {
    Terminal.print(try text(value, formatting: [.prettyPrinted]))
  }

  /// A value on one line, for JSON Lines.
  static func line(_ value: some Encodable) throws -> String {
    try text(value, formatting: [])
  }

  private static func text(
    _ value: some Encodable, formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// A number of a JSON document: null when it is not finite, which JSON can't write.
struct JSONNumber: Encodable, CustomStringConvertible {
  let value: Double

  init(_ value: Double) { self.value = value }

  /// The number as text, also when it is not finite.
  var description: String { value.description }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
  }
}
