import Foundation
import Machine
import TestSupport
import Testing

@Suite("Files that are written whole")
struct OutputFileTests {
  @Test("A file is made and replaced, and nothing lies beside it", arguments: [0, 1, 3_000_000])
  func replaces(count: Int) throws {
    try TemporaryFolder.with { folder in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      for content in [bytes, Array(bytes.reversed()), [7]] {
        try OutputFile.write(content, to: "\(folder)/file")
        #expect(try InputFile(path: "\(folder)/file").content() == content)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
      }
    }
  }

  @Test("A file that is replaced keeps its permissions and the links to it")
  func keepsPermissionsAndLinks() throws {
    try TemporaryFolder.with { folder in
      try OutputFile.write([1], to: "\(folder)/file")
      try #require(chmod("\(folder)/file", 0o640) == 0)
      try #require(symlink("file", "\(folder)/link") == 0)
      try OutputFile.write([2, 3], to: "\(folder)/link")
      #expect(try InputFile(path: "\(folder)/file").content() == [2, 3])
      var status = stat()
      try #require(lstat("\(folder)/link", &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFLNK)
      try #require(stat("\(folder)/file", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o640)
    }
  }

  @Test("A device takes the bytes as they come, a full one says so")
  func devices() throws {
    try OutputFile.write([1, 2, 3], to: "/dev/null")
    let error = #expect(throws: SystemError.self) { try OutputFile.write([1], to: "/dev/full") }
    #expect(error == SystemError(.written, code: ENOSPC))
    #expect(error?.clause == "can't be written: No space left on device")
  }

  @Test("What can't be created says why, and leaves what was there")
  func failures() throws {
    try TemporaryFolder.with { folder in
      let absent = #expect(throws: SystemError.self) {
        try OutputFile.write([1], to: "\(folder)/absent/file")
      }
      #expect(absent == SystemError(.created, code: ENOENT))
      try FileManager.default.createDirectory(
        atPath: "\(folder)/directory", withIntermediateDirectories: true)
      let directory = #expect(throws: SystemError.self) {
        try OutputFile.write([1], to: "\(folder)/directory")
      }
      #expect(directory?.step == .replaced)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["directory"])
    }
  }
}
