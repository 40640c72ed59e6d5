import Foundation
import MATFile
import Testing

@Suite struct WriterRefusalTests {
  private let one = MATArray(scalar: 1.0)

  @Test(arguments: ["", "1a", "_a", "a b", "a.b", "Θ", String(repeating: "a", count: 64)])
  func refusesNames(_ name: String) {
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([(name, one)]) }
    #expect(error?.kind == .unwritable)
  }

  @Test func refusesANameTwice() {
    let error = #expect(throws: MATFileError.self) {
      try MATFile.encode([("a", one), ("a", one)])
    }
    #expect(error?.kind == .unwritable && error?.variable == "a")
  }

  @Test func refusesWhatOnlyMATLABCanRead() {
    let handle = MATArray(
      dimensions: [1, 1], .unsupported(.functionHandle, reason: "is a function handle"))
    let cell = MATArray(cell: [one, MATArray(structure: [("f", handle)])])
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([("c", cell)]) }
    #expect(error?.variable == "c{2}.f")
  }

  @Test func refusesSizesBeyondTheFormat() {
    let array = MATArray([Double](), dimensions: [0, 1 << 31])
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([("a", array)]) }
    #expect(error?.kind == .unwritable)
  }

  @Test func refusesHeaderTexts() {
    for text in ["", "abc", String(repeating: "a", count: 117), "MATLAB\0"] {
      #expect(throws: MATFileError.self) { try MATFile.encode([], headerText: text) }
    }
  }

  /// The target is replaced whole; where that fails it keeps what it had, and nothing lies about.
  @Test func replacesFilesWhole() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "model.mat").path()
    try MATFile.write([("a", one)], to: path)
    try MATFile.write([("b", one)], to: path)
    #expect(try MATFile(path: path).variables.map(\.name) == ["b"])
    #expect(throws: MATFileError.self) { try MATFile.write([("1", one)], to: path) }
    #expect(try MATFile(path: path).variables.map(\.name) == ["b"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["model.mat"])

    let error = #expect(throws: MATFileError.self) {
      try MATFile.write([("a", one)], to: folder.appending(path: "none/model.mat").path())
    }
    #expect(error?.kind == .cannotWrite)
    let directory = #expect(throws: MATFileError.self) {
      try MATFile.write([("a", one)], to: folder.path())
    }
    #expect(directory?.kind == .cannotWrite)
  }

  @Test func saysWhyAFileCantBeRead() {
    let missing = #expect(throws: MATFileError.self) { try MATFile(path: "/no/such/file.mat") }
    #expect(missing?.kind == .noSuchFile)
    let folder = #expect(throws: MATFileError.self) {
      try MATFile(path: FileManager.default.temporaryDirectory.path())
    }
    #expect(folder?.kind == .unreadable)
  }
}
