public import Foundation

/// A folder that is removed when the last reference to it goes away.
///
/// A test suite keeps it in a property; a single test calls ``with(_:)`` or
/// ``withFile(content:named:_:)``, which keep the folder until the closure returns.
public final class TemporaryFolder: Sendable {
  /// The location of the folder.
  public let url = FileManager.default.temporaryDirectory
    .appending(path: "fullbatch-\(UUID().uuidString)", directoryHint: .isDirectory)

  /// Creates an empty folder in the folder of the system for temporary files.
  public init() {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      fatalError("\(url.path()): \(error)")
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Calls a closure with the path of a new folder, which is removed afterwards.
  @discardableResult
  public static func with<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.url.path) }
  }

  /// Calls a closure with the path of a file that does not exist yet, in a new folder, which is
  /// removed afterwards.
  @discardableResult
  public static func withFile<Result>(
    named name: String = "file", _ body: (String) throws -> Result
  ) rethrows -> Result {
    try with { try body("\($0)/\(name)") }
  }

  /// Calls a closure with the path of a file in a new folder, which is removed afterwards.
  ///
  /// - Parameters:
  ///   - content: The bytes of the file.
  ///   - name: The name of the file.
  ///   - body: The closure, which receives the path.
  /// - Returns: What the closure returns.
  /// - Throws: The error of writing the file, or of the closure.
  @discardableResult
  public static func withFile<Result>(
    content: some Sequence<UInt8>, named name: String = "file", _ body: (String) throws -> Result
  ) throws -> Result {
    try withFile(named: name) { path in
      try TestFiles.write(content, to: path)
      return try body(path)
    }
  }

  /// The names of all files in the folder, with those in folders below, in order.
  public var contents: [String] {
    (FileManager.default.enumerator(atPath: url.path())?.compactMap { $0 as? String } ?? [])
      .sorted()
  }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { url.appending(path: name).path() }

  /// The bytes of a file in the folder.
  public func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: name)))
  }

  /// The text of a file in the folder; empty where there is none.
  public func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: url.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  /// Writes a file in the folder.
  public func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  /// Creates an empty file in the folder and opens it for writing.
  public func create(_ name: String) throws -> FileHandle {
    try write([], to: name)
    return try FileHandle(forWritingTo: url.appending(path: name))
  }

  /// The objects of a file of JSON Lines in the folder.
  public func lines<Line: Decodable>(
    _ name: String, _ type: Line.Type = Line.self
  ) throws -> [Line] {
    try text(name).split(separator: "\n").map { line in
      try JSONDecoder().decode(type, from: Data(line.utf8))
    }
  }
}
