import Datasets
import LinearAlgebra
import StoredNumbers
import TestSupport
import Testing

@Suite struct NumPyTests {
  @Test(arguments: [
    "bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16",
    "float32", "float64",
  ])
  func everyElementType(name: String) throws {
    let file = "numpy/\(name).npy"
    let expected = try #require(Fixture.expected[file]?["array"])
    let array = try NumPy.array(Fixture.bytes(file))
    #expect(array.dimensions == expected.dimensions)
    #expect(array.elementType.rawValue == name)
    let matrix: Matrix<Double> = try array.matrix(named: "array")
    #expect(matrix.elements == expected.values)
    let statistics = array.statistics()
    #expect(statistics.count == expected.values.count)
    #expect(statistics.sum == expected.values.reduce(0, +))
    #expect(statistics.first == Array(expected.values.prefix(4)))
    #expect(statistics.last == Array(expected.values.suffix(4)))
  }

  @Test(arguments: ["stored.npz", "deflated.npz", "images.npz", "pair-X.npy"])
  func dataSets(name: String) throws {
    let expected = try #require(Fixture.expected["numpy/\(name)"])
    let sets: DatasetCollection<Double> = try DatasetFile.read(
      path: Fixture.path("numpy/\(name)"), options: .unscaled)
    #expect(sets.training.features.elements == expected["training.x"]?.values)
    #expect(sets.training.labels.map { Double($0) } == expected["training.y"]?.values)
    #expect(sets.test?.features.elements == expected["test.x"]?.values)
    #expect(sets.test?.labels.map { Double($0) } == expected["test.y"]?.values)
    let shape = expected["training.x"]!.dimensions
    #expect(
      sets.training.imageShape
        == (shape.count == 3 ? ImageShape(height: shape[1], width: shape[2], order: .rows) : nil))
  }

  @Test func trainingAndTestSetShareOneEncoding() throws {
    let sets: DatasetCollection<Float> = try DatasetFile.read(
      path: Fixture.path("numpy/images.npz"))
    #expect(sets.training.encoding.labels == ["0", "1", "2", "4"])
    #expect(sets.test?.classIndices == [0, 3])
  }

  @Test func variablesByName() throws {
    let sets: DatasetCollection<Double> = try DatasetFile.read(
      path: Fixture.path("numpy/images.npz"),
      options: DatasetOptions(features: "x_test", labels: "y_test"))
    #expect(sets.training.exampleCount == 2)
    #expect(sets.test == nil)
    let error = try datasetError {
      let _: DatasetCollection<Double> = try DatasetFile.read(
        path: Fixture.path("numpy/images.npz"), options: DatasetOptions(features: "pixels"))
    }
    #expect(error?.kind == .missing)
    #expect(error?.description.contains("x_train (6 × 3 × 2)") == true)
  }
}

@Suite struct NumPyBadInputTests {
  @Test(arguments: ["uint8.npy", "float64.npy", "float16.npy"])
  func cutShortAtAnyByte(name: String) throws {
    let whole = try Fixture.bytes("numpy/\(name)")
    for length in whole.indices {
      #expect(throws: DatasetError.self) { _ = try NumPy.array(Array(whole.prefix(length))) }
    }
    #expect(throws: DatasetError.self) { _ = try NumPy.array(whole + [0]) }
  }

  @Test(arguments: ["stored.npz", "deflated.npz"])
  func archiveCutShortAtAnyByte(name: String) throws {
    let whole = try Fixture.bytes("numpy/\(name)")
    for length in whole.indices {
      try TemporaryFolder.withFile(content: whole.prefix(length)) { path in
        #expect(throws: DatasetError.self, "\(length) bytes") {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
        }
      }
    }
  }

  @Test(arguments: ["stored.npz", "deflated.npz"])
  func anyByteOfAnArchiveMayBeWrong(name: String) throws {
    let whole = try Fixture.bytes("numpy/\(name)")
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      try TemporaryFolder.withFile(content: changed) { path in
        // What matters is that nothing traps; a changed date, say, is no error.
        try datasetError {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
        }
      }
    }
  }

  @Test(arguments: [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)",
    "{'descr': '<f8', 'fortran_order': False}",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
    "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (-2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9999999999, 9999999999)}",
    "{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
    "{'other': '<f8'}", "", "{", "{'",
  ])
  func wrongHeader(header: String) throws {
    let file =
      [0x93] + "NUMPY".utf8 + [1, 0, UInt8(header.utf8.count), 0] + header.utf8
      + [UInt8](repeating: 0, count: 16)
    let error = try datasetError { _ = try NumPy.array(file) }
    #expect(error != nil)
    #expect(error?.description.contains("\n") == false)
  }

  /// An archive whose X has another size than its header, or its directory entry, promises.
  @Test(arguments: ["long.npz", "short.npz", "hollow.npz", "claim.npz"])
  func archiveThatPromisesWrongly(name: String) throws {
    let error = try datasetError {
      let _: DatasetCollection<Double> = try DatasetFile.read(
        path: Fixture.path("numpy/bad/\(name)"))
    }
    #expect(error?.place.hasPrefix("X.npy") == true)
  }

  @Test func oddArraysDoNotHideTheOthers() throws {
    let path = Fixture.path("numpy/odd.npz")
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: path)
    #expect(sets.training.exampleCount == 2)
    let odd = try #require(try DatasetFile.summary(path: path).variables.first { $0.name == "odd" })
    #expect(odd.statistics == nil)
    #expect(odd.reason?.contains("a list of different things") == true)
  }
}
