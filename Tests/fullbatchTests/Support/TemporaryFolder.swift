import Foundation
import MATFile
import Testing

/// A folder that is removed with the test that made it.
final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory
    .appending(path: "fullbatch-\(UUID().uuidString)", directoryHint: .isDirectory)

  init() {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      fatalError("\(url.path()): \(error)")
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The names of all files in it, with those in folders below, in order.
  var contents: [String] {
    (FileManager.default.enumerator(atPath: url.path())?.compactMap { $0 as? String } ?? [])
      .sorted()
  }

  /// The path of a file in it.
  func path(_ name: String) -> String { url.appending(path: name).path() }

  /// The bytes of a file in it.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: name)))
  }

  /// The text of a file in it; empty where there is none.
  func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: url.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  /// Writes a file in it.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  /// Makes an empty file in it, open for writing.
  func create(_ name: String) throws -> FileHandle {
    try write([], to: name)
    return try FileHandle(forWritingTo: url.appending(path: name))
  }

  /// The objects of a file of JSON Lines in it.
  func lines<Line: Decodable>(_ name: String, _ type: Line.Type = Line.self) throws -> [Line] {
    try text(name).split(separator: "\n").map { line in
      try JSONDecoder().decode(type, from: Data(line.utf8))
    }
  }
}
