import Foundation
import MATFile
import Testing

/// Every MAT-file that the scipy wheel ships, against what `scipy.io.loadmat` says of it.
@Suite(.enabled(if: SciPy.testData != nil, "SciPy, whose files these are, is not installed"))
struct SciPyFileTests {
  /// Files that SciPy refuses for reasons that are none here, and why they may be read.
  static let readAllTheSame = [
    "bad_miutf8_array_name.mat": "a name that is not ASCII is no harm",
    "testhdf5_7.4_GLNX86.mat": "SciPy does not read HDF5",
  ]

  @Test(arguments: Expectation.Table.shared.files.keys.sorted())
  func matchesSciPy(_ name: String) throws {
    let expected = try #require(Expectation.Table.shared.files[name])
    let path = try #require(SciPy.testData).appending(path: name).path()
    guard let variables = expected.variables else {
      if Self.readAllTheSame[name] == nil {
        #expect(throws: MATFileError.self, "SciPy: \(expected.refused ?? "")") {
          let file = try MATFile(path: path)
          for variable in file.variables { _ = try file.array(of: variable) }
          if let damage = file.damage { throw damage }
        }
      }
      return
    }
    let file = try MATFile(path: path)
    #expect(Set(file.variables.map(\.name)) == Set(variables.keys))
    #expect(file.damage == nil)
    for (variableName, expectation) in variables {
      let variable = try #require(file.variable(named: variableName))
      #expect(variable.arrayClass.rawValue == expectation.class)
      #expect(variable.isSparse == expectation.sparse ?? false)
      if let dimensions = expectation.dimensions { #expect(variable.dimensions == dimensions) }
      guard variable.isSupported else {
        #expect(["function_handle", "object", "opaque"].contains(expectation.class))
        continue
      }
      try expectation.check(file.array(named: variableName), variableName)
    }
  }

  /// Nine numbers from 0 to 2π, as in SciPy's other files with this name, in the layout of HDF5 1.4.
  @Test func readsVersion73() throws {
    let path = try #require(SciPy.testData).appending(path: "testhdf5_7.4_GLNX86.mat").path()
    let values = try MATFile(path: path).array(named: "testdouble")
    #expect(values.dimensions == [1, 9])
    #expect(try values.doubles == (0...8).map { .pi / 4 * Double($0) })
  }

  /// The installed scipy may be newer than the table and have more files, but not fewer.
  @Test func knowsTheFiles() throws {
    let folder = try #require(SciPy.testData)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    #expect(Expectation.Table.shared.files.count >= 110)
    #expect(Set(names).isSuperset(of: Expectation.Table.shared.files.keys))
  }

  @Test(arguments: Expectation.Table.shared.files.keys.sorted(), MATFile.Version.allCases)
  func survivesWriting(_ name: String, _ version: MATFile.Version) throws {
    let path = try #require(SciPy.testData).appending(path: name).path()
    guard let file = try? MATFile(path: path) else { return }
    let arrays = file.variables.compactMap { variable in
      (try? file.array(of: variable)).map { (name: variable.name, array: $0) }
    }
    let writable = arrays.filter { (try? MATFile.encode([$0])) != nil }
    let again = try MATFile(reading: MATFile.encode(writable, version: version))
    #expect(again.variables.map(\.name) == writable.map(\.name))
    for (name, array) in writable { #expect(try again.array(named: name) == array) }
  }
}
