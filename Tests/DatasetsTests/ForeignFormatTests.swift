import Compression
import Datasets
import Foundation
import TestSupport
import Testing

/// Files that are no data, where people expect some.
@Suite struct ForeignFormatTests {
  @Test(arguments: [
    ("", "empty", "download"),
    (
      "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 7\n", "Git LFS",
      "git lfs pull"
    ),
    ("<!DOCTYPE html><html><body>x</body></html>", "web page", "download"),
    ("\u{FEFF}\n <html lang='en'>", "web page", "download"),
    ("<?xml version='1.0'?>", "XML", "CSV"),
    ("{\"x\": [1, 2], \"y\": 1}", "JSON", "to_csv"), ("[\n  {\"x\": 1}\n]", "JSON", "to_csv"),
    ("diff --git a/x b/x\n--- a/x\n", "patch", "git apply"),
    ("%PDF-1.7\n", "PDF", "describes"), ("SQLite format 3\0", "SQLite", "CSV"),
    ("PAR1\u{15}", "Parquet", "to_csv"), ("Rar!\u{1A}\u{7}", "RAR", "unpack"),
  ])
  func isNamedWithARemedy(content: String, name: String, remedy: String) throws {
    try check(Array(content.utf8), name, remedy)
    if !content.isEmpty {
      try check(Deflate.compress(Array(content.utf8), container: .gzip), name, remedy)
    }
  }

  @Test func binarySignatures() throws {
    try check([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "Excel", "CSV")
    try check([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "7z", "unpack")
  }

  @Test(arguments: ["[1,2]\n[3,4]\n", "1,2\n3,4\n", "version,https\n1,2\n", "--,1\n2,3\n"])
  func tablesAreNone(content: String) throws {
    try TemporaryFolder.withFile(content: content.utf8) { path in
      let format = try DatasetFormat(detecting: path)
      #expect(format == .csv)
    }
  }

  private func check(_ content: [UInt8], _ name: String, _ remedy: String) throws {
    try TemporaryFolder.withFile(content: content, named: "data.mat") { path in
      let error = try datasetError { _ = try DatasetFormat(detecting: path) }
      #expect(error?.kind == .unknownFormat)
      #expect(error?.problem.contains(name) == true, "\(String(describing: error))")
      #expect(error?.remedy.contains(remedy) == true)
      #expect(error?.description.contains("\n") == false)
    }
  }
}
