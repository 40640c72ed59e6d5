import Foundation
import MATFile
import Machine
import TestSupport
import Testing

/// Files packed byte by byte by `Fixtures/make_mat_fixtures.py`, and read by SciPy.
@Suite struct MATFileTests {
  private func file(_ name: String) throws -> MATFile {
    try MATFile(path: TestFiles.fixture(name))
  }

  @Test(arguments: Expectation.Table.shared.fixtures.keys.sorted())
  func matchesSciPy(_ name: String) throws {
    let expected = try #require(Expectation.Table.shared.fixtures[name]?.variables)
    let file = try file(name)
    #expect(file.damage == nil)
    for (variable, expectation) in expected {
      let header = try #require(file.variable(named: variable))
      if header.isSupported { try expectation.check(file.array(named: variable), variable) }
    }
  }

  @Test(arguments: ["little", "big"]) func listsWithoutReading(_ order: String) throws {
    let file = try file("mat-level5-\(order).mat")
    #expect(file.format == .level5)
    #expect(file.byteOrder.rawValue == order)
    #expect(file.headerText == "MATLAB 5.0 MAT-file, packed by make_mat_fixtures.py")
    let compact = try #require(file.variable(named: "double_as_2"))
    #expect(compact.arrayClass == .double && compact.storage == .uint8)
    #expect(try #require(file.variable(named: "packed")).storage == .int16)
    #expect(try #require(file.variable(named: "complex")).isComplex)
    #expect(try #require(file.variable(named: "global")).isGlobal)
    let truth = try #require(file.variable(named: "truth"))
    #expect(truth.isLogical && truth.arrayClass == .logical)
    #expect(try #require(file.variable(named: "text_utf32")).storage == .utf32)
    #expect(try file.array(named: "holes").cells?.first?.dimensions == [0, 0])
  }

  @Test(arguments: ["little", "big"]) func listsLevel4(_ order: String) throws {
    let file = try file("mat-level4-\(order).mat")
    #expect(file.format == .level4)
    #expect(file.byteOrder.rawValue == order)
    let sparse = try #require(file.variable(named: "sparse_complex"))
    #expect(sparse.isSparse && sparse.isComplex && sparse.dimensions == [3, 4])
    let bytes = try #require(file.variable(named: "full_B"))
    #expect(bytes.arrayClass == .double && bytes.storage == .uint8)
    #expect(try file.array(named: "text").strings == ["abc", "def"])
  }

  /// One odd variable never hides the others, and the subsystem is no variable.
  @Test func listsWhatIsNotRead() throws {
    let file = try file("mat-level5-opaque.mat")
    #expect(file.variables.map(\.name) == ["before", "times", "f", "after"])
    #expect(file.variables.map(\.isSupported) == [true, false, false, true])
    let opaque = try #require(file.variable(named: "times"))
    #expect(opaque.arrayClass == .opaque)
    #expect(opaque.fault?.problem.contains("datetime") == true)
    #expect(try file.array(named: "after").doubles == [2])
    #expect { try file.array(named: "f") } throws: {
      ($0 as? MATFileError)?.kind == .unsupported
    }
  }

  @Test func namesWhatIsThere() throws {
    let error = #expect(throws: MATFileError.self) {
      try file("mat-level5-opaque.mat").array(named: "X")
    }
    #expect(error?.kind == .missingVariable)
    #expect(error?.remedy == "the file has before, times, f, after")
  }

  /// All MAT-files of the package and of the folders with data.
  private static let dataFiles: [URL] = {
    let folders = [TestFiles.packageRoot.appending(path: "Fixtures")] + TestFiles.dataFolders
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
      return names.sorted().filter { $0.hasSuffix(".mat") }.map { folder.appending(path: $0) }
    }
  }()

  @Test(arguments: dataFiles, MATFile.Version.allCases)
  func survivesWriting(_ url: URL, _ version: MATFile.Version) throws {
    let file = try MATFile(path: url.path())
    var arrays: [(name: String, array: MATArray)] = []
    for variable in file.variables where variable.isSupported {
      arrays.append((variable.name, try file.array(of: variable)))
    }
    // Compressing the large set takes a while and shows nothing that the others do not.
    if version == .v7 && arrays.contains(where: { $0.array.count > 1 << 20 }) { return }
    let again = try MATFile(reading: MATFile.encode(arrays, version: version))
    for (name, array) in arrays { #expect(try again.array(named: name) == array, "\(name)") }
  }
}
