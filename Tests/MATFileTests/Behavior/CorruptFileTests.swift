import Foundation
import MATFile
import TestSupport
import Testing

/// Whatever the bytes are, reading them ends in arrays or in an error.
@Suite struct CorruptFileTests {
  static let files = [
    "mat-level4-big.mat", "mat-level4-little.mat", "mat-level5-big.mat", "mat-level5-little.mat",
    "mat-level5-opaque.mat", "octave-values-text.txt", "octave-values-text.gz",
    "octave-values-binary.bin", "octave-values-big.bin", "octave-functions-text.txt",
    "octave-functions-binary.bin",
  ]

  private func bytes(_ name: String) throws -> [UInt8] {
    try TestFiles.bytes(TestFiles.fixture(name))
  }

  /// Reads all there is, and says how many variables were read whole.
  @discardableResult
  private func readAll(_ bytes: [UInt8]) -> Int {
    guard let file = try? MATFile(reading: bytes, inflatingAtMost: 1 << 24) else { return 0 }
    return file.variables.count { (try? file.array(of: $0)) != nil }
  }

  @Test(arguments: files) func survivesEveryTruncation(_ name: String) throws {
    let bytes = try bytes(name)
    let names = try MATFile(reading: bytes).variables.map(\.name)
    let all = readAll(bytes)
    var most = 0
    for length in bytes.indices {
      let cut = Array(bytes.prefix(length))
      let count = readAll(cut)
      #expect(count <= all)
      #expect(count >= most, "\(length) bytes give fewer variables than \(length - 1)")
      most = max(most, count)
      // Only a cut between two elements goes unnoticed, and then all that is listed is whole.
      guard let file = try? MATFile(reading: cut), file.damage == nil else { continue }
      #expect(file.variables.map(\.name) == Array(names.prefix(file.variables.count)))
      #expect(count == file.variables.count { $0.isSupported })
    }
  }

  @Test(arguments: files) func survivesEveryChangedByte(_ name: String) throws {
    let bytes = try bytes(name)
    var generator = LinearCongruential(state: 0x5eed)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = UInt8.random(in: 0...255, using: &generator)
      readAll(changed)
      changed[index] = 0xff
      readAll(changed)
      changed[index] = bytes[index] ^ 1
      readAll(changed)
    }
  }

  @Test func survivesNoise() {
    var generator = LinearCongruential(state: 1)
    for length in [0, 1, 3, 4, 19, 20, 127, 128, 129, 136, 600] {
      for _ in 0..<200 {
        var noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        readAll(noise)
        // With a sound header the noise gets further.
        noise.insert(contentsOf: CorruptFile.header, at: 0)
        readAll(noise)
      }
    }
  }

  @Test(arguments: CorruptFile.cases + CorruptFile.octaveCases)
  func refuses(_ hostile: CorruptFile) throws {
    let error = #expect(throws: MATFileError.self) {
      let file = try MATFile(reading: hostile.bytes, inflatingAtMost: 1 << 24)
      if let damage = file.damage { throw damage }
      for variable in file.variables { _ = try file.array(of: variable) }
    }
    #expect(error?.kind == hostile.kind)
    #expect(error?.remedy.isEmpty == false)
  }

  /// Rows cost a file nothing where there are no columns.
  @Test func rowsWithoutColumnsTakeNoMemory() throws {
    let empty = CorruptFile.words(0x7fff_ffff, 0)
    let text = CorruptFile.array(4, empty, CorruptFile.element(16, []))
    #expect(try MATFile(reading: CorruptFile.header + text).array(named: "x").strings == [])
  }

  @Test func saysWhereAFileIsCut() throws {
    let bytes = try bytes("mat-level5-little.mat")
    let file = try MATFile(reading: bytes.dropLast(20))
    let last = try #require(file.variables.last)
    #expect(last.name == "packed" && !last.isSupported)
    #expect(file.damage?.offset == bytes.count - 20)
    #expect(try file.array(named: "cube").doubles == [1, 2, 3, 4, 5, 6])
    let error = #expect(throws: MATFileError.self) { try file.array(named: "packed") }
    #expect(error?.kind == .truncated && error?.variable == "packed")
    let missing = #expect(throws: MATFileError.self) { try file.array(named: "X") }
    #expect(missing?.kind == .truncated && missing?.variable == "X")
  }

  /// A variable whose name can't be read may be the one that is asked for.
  @Test func saysThatANameIsBroken() throws {
    let good = CorruptFile.array(6, CorruptFile.words(1, 1), CorruptFile.element(2, [5]))
    let broken = CorruptFile.words(15, 8) + [1, 2, 3, 4, 5, 6, 7, 8]
    let file = try MATFile(reading: CorruptFile.header + broken + good)
    #expect(file.variables.map(\.name) == ["", "x"])
    #expect(try file.array(named: "x").doubles == [5])
    let error = #expect(throws: MATFileError.self) { try file.array(named: "X") }
    #expect(error?.kind == .corrupt && error?.variable == "X")
    #expect((136..<144).contains(error?.offset ?? 0))
  }
}
