import Foundation
import Machine
import TestSupport
import Testing

@Suite struct TemporaryDirectoryTests {
  @Test func filesAreWrittenPieceByPieceAndRemoved() throws {
    try TemporaryFolder.with { parent in
      do {
        let directory = try TemporaryDirectory(in: parent)
        let path = "\(directory.path)/a/b/file"
        for content in ["", "one and two"] {
          let file = try NewFile(path: path)
          for piece in content.split(separator: " ") {
            try Array(piece.utf8).withUnsafeBytes { try file.append($0) }
          }
          let expected = content.filter { $0 != " " }
          #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
        }
        // A file is where a directory would have to be.
        #expect(throws: SystemError.self) { _ = try NewFile(path: "\(path)/c") }
        #expect(throws: SystemError.self) { _ = try NewFile(path: "\(directory.path)/a") }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent).isEmpty)
    }
  }

  @Test func parentThatIsMissing() throws {
    #expect(throws: SystemError.self) { _ = try TemporaryDirectory(in: "/nonexistent") }
    let path = try TemporaryDirectory().path
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
