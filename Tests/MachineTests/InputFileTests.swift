import Foundation
import Machine
import TestSupport
import Testing

@Suite("Files that are read whole")
struct InputFileTests {
  private let folder = TemporaryFolder()

  /// Bytes of which no two stretches are alike.
  private static func bytes(_ count: Int) -> [UInt8] {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state)
    }
  }

  @Test(
    "A regular file comes as it is, whatever its size",
    arguments: [0, 1, 4095, 1 << 22 - 1, 1 << 22, 1 << 22 + 1, 10_000_019])
  func regularFile(size: Int) throws {
    let (path, bytes) = (folder.path("regular"), Self.bytes(size))
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try InputFile(path: path)
    let (kind, fileSize) = (file.kind, file.size)
    #expect(kind == .regular && fileSize == size)
    let content = try file.content()
    #expect(content == bytes)
    for limit in [0, 1, size / 2, size, size + 1] {
      let beginning = try file.content(atMost: limit)
      #expect(beginning == Array(bytes.prefix(limit)))
    }
  }

  @Test("A file that was cut short or has grown since it was opened is read as it is now")
  func changedFile() throws {
    let (path, bytes) = (folder.path("changed"), Self.bytes(9_000_000))
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try InputFile(path: path)
    truncate(path, 5_000_000)
    let rest = try file.content()
    #expect(rest == Array(bytes.prefix(5_000_000)))
    try Data(bytes + bytes).write(to: URL(fileURLWithPath: path))
    let grown = try file.content()
    #expect(grown == bytes + bytes)
    let beginning = try file.content(atMost: 9_100_000)
    #expect(beginning == Array((bytes + bytes).prefix(9_100_000)))
  }

  @Test("A pipe is read to its end")
  func pipe() throws {
    let (path, bytes) = (folder.path("pipe"), Self.bytes(300_000))
    try #require(mkfifo(path, 0o600) == 0)
    let writer = Thread { try? Data(bytes).write(to: URL(fileURLWithPath: path)) }
    writer.start()
    let file = try InputFile(path: path)
    let kind = file.kind
    #expect(kind == .stream)
    let content = try file.content()
    #expect(content == bytes)
  }

  @Test("A file that the system writes while it is read has no size before")
  func systemFile() throws {
    let file = try InputFile(path: "/proc/self/maps")
    let size = file.size
    #expect(size == 0)
    let content = try file.content()
    #expect(content.count > 1000)
  }

  @Test("A file that memory can't hold is refused")
  func vastFile() throws {
    let path = folder.path("vast")
    try Data().write(to: URL(fileURLWithPath: path))
    try #require(truncate(path, 1 << 43) == 0)
    let file = try InputFile(path: path)
    do {
      _ = try file.content()
      Issue.record("a vast file was read")
    } catch {
      #expect(error == SystemError(.read, code: ENOMEM))
    }
    let beginning = try file.content(atMost: 10)
    #expect(beginning == [UInt8](repeating: 0, count: 10))
  }

  @Test("A folder is one, and can't be read")
  func directory() throws {
    let file = try InputFile(path: "/")
    let kind = file.kind
    #expect(kind == .directory)
    do {
      _ = try file.content()
      Issue.record("a folder was read")
    } catch {
      #expect(error == SystemError(.read, code: EISDIR))
    }
  }

  @Test(
    "What can't be opened says why in the system's words",
    arguments: [
      ("/no such file", ENOENT, true, "No such file or directory"),
      ("/dev/null/below", ENOTDIR, true, "Not a directory"),
      ("/" + String(repeating: "long", count: 100), ENAMETOOLONG, false, "File name too long"),
    ])
  func failures(path: String, code: Int32, isAbsence: Bool, words: String) {
    let error = #expect(throws: SystemError.self) { _ = try InputFile(path: path) }
    #expect(error?.code == code && error?.isAbsence == isAbsence)
    #expect(error?.description == words)
  }
}
