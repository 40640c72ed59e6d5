import Datasets
import Foundation
import Machine
import TestSupport
import Testing

@Suite struct ArchiveTests {
  static let archives = [
    "two.tar", "two-gnu.tar", "two.tar.gz", "two.tar.bz2", "two.tar.xz", "two.tar.zst", "two.zip",
  ]
  static let compressed = ["table.csv.bz2", "table.csv.xz", "table.csv.zst"]
  /// The sizes of the files in all of the archives, as Python's tarfile has them.
  static let sizes = ["set/deep/er/zweite-größe.csv": 77, "set/table.csv": 77]

  private func path(_ name: String) -> String { Fixture.path("archives/\(name)") }

  /// The sizes of all files below a directory, by their path.
  private func contents(_ directory: String) throws -> [String: Int] {
    var sizes: [String: Int] = [:]
    for name in FileManager.default.enumerator(atPath: directory)?.compactMap({ $0 as? String })
      ?? []
    {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
      guard attributes[.type] as? FileAttributeType != .typeDirectory else { continue }
      #expect(attributes[.type] as? FileAttributeType == .typeRegular)
      sizes[name] = attributes[.size] as? Int
    }
    return sizes
  }

  @Test(arguments: archives)
  func filesAreUnpackedAndRemoved(name: String) throws {
    try TemporaryFolder.with { parent in
      do {
        let directory = try Archive.extracted(path: path(name), into: parent)
        #expect(directory.path.hasPrefix(parent))
        #expect(try contents(directory.path) == Self.sizes)
        let candidates = try dataSetCandidates(in: directory.path)
        #expect(
          candidates.map { String($0.dropFirst(directory.path.count + 1)) }.sorted()
            == Self.sizes.keys.sorted())
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent).isEmpty)
    }
  }

  @Test(arguments: compressed)
  func singleFiles(name: String) throws {
    let directory = try Archive.extracted(path: path(name))
    #expect(try contents(directory.path) == ["table.csv": 77])
    #expect(try dataSetCandidates(in: directory.path) == ["\(directory.path)/table.csv"])
  }

  @Test(arguments: archives + compressed)
  func detection(name: String) throws {
    let bytes = try TestFiles.bytes(path(name))
    #expect(Archive.begins(Array(bytes.prefix(1024))))
  }

  @Test(arguments: ["idx/u1.idx", "numpy/float64.npy", "pictures/gray.png", "text-formats.json"])
  func otherFilesAreNoArchives(name: String) throws {
    #expect(!Archive.begins(try Fixture.bytes(name)))
    #expect(!Archive.begins([]))
    #expect(!Archive.begins([UInt8](repeating: 0, count: 1024)))
    let error = try datasetError { _ = try Archive.extracted(path: Fixture.path(name)) }
    #expect(error?.kind == .unknownFormat)
  }

  @Test func candidatesLeaveOutWhatBelongsToOthers() throws {
    let idx = try dataSetCandidates(in: Fixture.path("idx/sets"))
    #expect(idx == [Fixture.path("idx/sets")])
    let svmlight = try dataSetCandidates(in: Fixture.path("svmlight"))
    #expect(svmlight.contains { $0.hasSuffix("pair") })
    #expect(!svmlight.contains { $0.hasSuffix("pair.t") })
    let pictures = try dataSetCandidates(in: Fixture.path("pictures"))
    #expect(pictures == [Fixture.path("pictures")])
  }
}

@Suite struct ArchiveBadInputTests {
  private func path(_ name: String) -> String { Fixture.path("archives/\(name)") }

  /// The error of unpacking into a folder in which nothing may stay behind.
  private func error(_ path: String, limits: Archive.Limits = Archive.Limits()) throws
    -> DatasetError?
  {
    try TemporaryFolder.with { parent in
      let error = try datasetError {
        _ = try Archive.extracted(path: path, into: parent, limits: limits)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: parent).isEmpty)
      #expect(error?.description.contains("\n") != true, "\(error!)")
      return error
    }
  }

  @Test(arguments: ArchiveTests.archives + ArchiveTests.compressed)
  func cutShortAtAnyByte(name: String) throws {
    let whole = try TestFiles.bytes(path(name))
    // Of a plain archive only zeros after its end may be missing.
    let end = name.hasSuffix(".tar") ? whole.count - 512 : whole.count
    for length in stride(from: 0, to: end, by: name.hasSuffix(".tar") ? 64 : 1) {
      try TemporaryFolder.withFile(content: whole.prefix(length), named: name) { path in
        let error = try error(path)
        #expect(error != nil, "\(length) bytes")
      }
    }
  }

  @Test(arguments: ["two.tar.gz", "two.tar.xz", "two.zip", "table.csv.zst"])
  func anyByteMayBeWrong(name: String) throws {
    let whole = try TestFiles.bytes(path(name))
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      try TemporaryFolder.withFile(content: changed, named: name) { path in
        // What matters is that nothing traps and that nothing stays behind.
        _ = try error(path)
      }
    }
  }

  @Test(arguments: [("up.tar.gz", "set/../../x.csv"), ("absolute.tar.gz", "/tmp/fullbatch-x.csv")])
  func namesThatLeadOut(name: String, entry: String) throws {
    let error = try #require(try error(path(name)))
    #expect(error.kind == .malformed)
    #expect(error.place == entry)
    #expect(!FileManager.default.fileExists(atPath: "/tmp/fullbatch-x.csv"))
  }

  @Test func linksThatLeadOutAreSkipped() throws {
    let directory = try Archive.extracted(path: path("link-out.tar.gz"))
    #expect(FileManager.default.fileExists(atPath: "\(directory.path)/out/fullbatch-x.csv"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/fullbatch-x.csv"))
  }

  @Test func archivesBeyondTheLimits() throws {
    let ones = try #require(try error(path("ones.bz2")))
    #expect(ones.description.contains("16777216 bytes"), "\(ones)")
    var limits = Archive.Limits()
    limits.byteCount = 100
    #expect(
      try error(path("two.tar.gz"), limits: limits)?.description.contains("100 bytes") == true)
    limits = Archive.Limits()
    limits.entryCount = 3
    #expect(
      try error(path("two.tar.gz"), limits: limits)?.description.contains("3 entries") == true)
    #expect(try error(path("two.tar"), limits: limits) == nil)
    #expect(try error(path("deep.tar.gz"))?.kind == .malformed)
    #expect(try error(path("twice.csv.xz.bz2"))?.kind == .unsupported)
    #expect(try error(path("none.tar"))?.kind == .unreadable)
  }

  /// A folder that can't be written to, and a file where a folder has to be.
  @Test func filesThatCannotBeWritten() throws {
    let missing = try datasetError {
      _ = try Archive.extracted(path: path("two.tar"), into: "/nonexistent")
    }
    #expect(missing?.kind == .unreadable)
    #expect(missing?.description.contains("TMPDIR") == true)
  }
}
