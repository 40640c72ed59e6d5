import Compression
import Datasets
import LinearAlgebra
import TestSupport
import Testing

@Suite struct IDXTests {
  @Test(arguments: ["u1", "i1", "i2", "i4", "f4", "f8"])
  func everyElementTypeAndRank(code: String) throws {
    let name = "idx/\(code).idx"
    let expected = try #require(Fixture.expected[name]?["array"])
    let array = try IDX.array(Fixture.bytes(name))
    #expect(array.dimensions == expected.dimensions)
    let matrix: Matrix<Double> = try array.matrix(named: "array")
    #expect(matrix.rows == expected.dimensions[0])
    #expect(matrix.elements == expected.values)
    let single: Matrix<Float> = try array.matrix(named: "array")
    #expect(single.elements == expected.values.map { Float($0) })
  }

  /// Unsigned bytes stay bytes, with a table of what they stand for; other types are converted.
  @Test(arguments: [("u1", 1, 256 * 8), ("i1", 8, 0), ("i2", 8, 0), ("f4", 8, 0)])
  func bytesAreNotConverted(code: String, bytesEach: Int, table: Int) throws {
    let array = try IDX.array(Fixture.bytes("idx/\(code).idx"))
    let matrix: Matrix<Double> = try array.matrix(named: "array")
    #expect(matrix.byteCount == array.elementCount * bytesEach + table)
  }

  @Test func directoryMakesTrainingAndTestSet() throws {
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: Fixture.path("idx/sets"))
    let test = try #require(sets.test)
    #expect(sets.validation == nil)
    for (set, name) in [(sets.training, "train"), (test, "t10k")] {
      let expected = try #require(Fixture.expected["idx/sets/\(name)"])
      #expect(set.features.elements == expected["features"]?.scaledBytes)
      #expect(set.labels.map { Double($0) } == expected["labels"]?.values)
      #expect(set.imageShape == ImageShape(height: 3, width: 2, order: .rows))
      #expect(set.encoding.labels == ["1", "2", "3"])
    }
  }

  @Test(arguments: [
    "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ])
  func oneFileFindsItsPartner(name: String) throws {
    let sets: DatasetCollection<Float> = try DatasetFile.read(
      path: Fixture.path("idx/sets/\(name)"))
    #expect(sets.training.exampleCount == (name.hasPrefix("train") ? 6 : 4))
    #expect(sets.test == nil)
  }

  @Test func bytesMayStayAsTheyAre() throws {
    let sets: DatasetCollection<Double> = try DatasetFile.read(
      path: Fixture.path("idx/sets"), options: .unscaled)
    #expect(
      sets.training.features.elements == Fixture.expected["idx/sets/train"]?["features"]?.values)
  }

  @Test(.enabled(if: TestFiles.data("mnist5k-images-idx3-ubyte.gz") != nil, "needs the MNIST data"))
  func realDigits() throws {
    let path = try #require(TestFiles.data("mnist5k-images-idx3-ubyte.gz"))
    let digits: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect(digits.exampleCount == 5000)
    #expect(digits.imageShape == ImageShape(height: 28, width: 28, order: .rows))
    #expect(digits.encoding.labels == (0...9).map(String.init))
    // numpy: images.sum() of the uint8 array; the pixel sum times 255 is whole again.
    let sum = digits.features.elements.reduce(0) { $0 + ($1 * 255).rounded() }
    #expect(sum == 131_267_102)
  }
}

/// Files that are wrong, each in one way.
@Suite struct IDXBadInputTests {
  @Test(arguments: ["u1", "i1", "i2", "i4", "f4", "f8"])
  func cutShortAtAnyByte(code: String) throws {
    let whole = try Fixture.bytes("idx/\(code).idx")
    for length in whole.indices {
      #expect(throws: DatasetError.self) { _ = try IDX.array(Array(whole.prefix(length))) }
    }
  }

  @Test func compressedFileCutShortAtAnyByte() throws {
    let whole = try Fixture.bytes("idx/sets/train-images-idx3-ubyte.gz")
    for length in whole.indices {
      #expect(throws: DatasetError.self) { _ = try IDX.array(Array(whole.prefix(length))) }
    }
  }

  @Test(arguments: [
    ([1, 0, 8, 1, 0, 0, 0, 0], DatasetError.Kind.malformed),
    ([0, 0, 7, 1, 0, 0, 0, 0], .malformed),
    ([0, 0, 8, 1, 0, 0, 0, 1], .truncated),
    ([0, 0, 8, 1, 0, 0, 0, 1, 5, 6], .malformed),
    ([0, 0, 8, 1, 255, 255, 255, 255, 5, 6], .truncated),
    ([0, 0, 14, 3] + [UInt8](repeating: 255, count: 12), .malformed),
    ([0, 0, 14, 3] + [UInt8](repeating: 255, count: 8) + [0, 0, 0, 0, 0], .malformed),
    ([0, 0, 8, 2] + [UInt8](repeating: 127, count: 8), .truncated),
  ])
  func wrongHeader(bytes: [UInt8], kind: DatasetError.Kind) throws {
    let error = try datasetError { _ = try IDX.array(bytes) }
    #expect(error?.kind == kind)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func nonFiniteFeatureIsNamedByItsPlace() throws {
    var bytes = try Fixture.bytes("idx/f8.idx")
    bytes.replaceSubrange(bytes.count - 8..<bytes.count - 6, with: [0x7F, 0xF8])
    let array = try IDX.array(bytes)
    let error = try datasetError {
      let _: Matrix<Double> = try array.matrix(named: "images")
    }
    #expect(error?.kind == .invalidValue)
    #expect(error?.place == "images[\(array.rows - 1), \(array.columns - 1)]")
  }

  @Test func numbersBeyondFloatAreNotRoundedToInfinity() throws {
    let array = try IDX.array([0, 0, 14, 1, 0, 0, 0, 1, 0x7F, 0xE0, 0, 0, 0, 0, 0, 0])
    let _: Matrix<Double> = try array.matrix(named: "images")
    #expect(throws: DatasetError.self) {
      let _: Matrix<Float> = try array.matrix(named: "images")
    }
  }

  @Test func countsThatDiffer() throws {
    try TemporaryFolder.with { directory in
      try TestFiles.write(
        [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 7, 8, 9, 7, 8, 9], to: "\(directory)/images")
      try TestFiles.write([0, 0, 8, 1, 0, 0, 0, 1, 3], to: "\(directory)/labels")
      let error = try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(path: "\(directory)/images")
      }
      #expect(error?.kind == .sizeMismatch)
      #expect(error?.description.contains("images") == true)
    }
  }

  @Test func twoSetsOfOneRole() throws {
    try TemporaryFolder.with { directory in
      for name in ["a", "b"] {
        try TestFiles.write([0, 0, 8, 1, 0, 0, 0, 0], to: "\(directory)/\(name)-images-idx1")
        try TestFiles.write([0, 0, 8, 1, 0, 0, 0, 0], to: "\(directory)/\(name)-labels-idx1")
      }
      let error = try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(path: directory)
      }
      #expect(error?.problem == "several variables may be the features")
    }
  }

  @Test func partnerIsMissing() throws {
    try TemporaryFolder.withFile(
      content: [0, 0, 8, 1, 0, 0, 0, 0], named: "a-images-idx3-ubyte.gz"
    ) { path in
      let error = try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
      }
      #expect(error?.kind == .missing)
      #expect(error?.description.contains("a-images (0)") == true)
    }
  }

  @Test func labelsThatAreNotWhole() throws {
    let array = try IDX.array([0, 0, 13, 1, 0, 0, 0, 1, 0x3F, 0, 0, 0])
    let error = try datasetError { _ = try array.wholeNumbers(named: "labels") }
    #expect(
      error?.description == "labels[0]: the label 0.5 is not a whole number "
        + "(use whole numbers as labels)")
  }

  @Test func bombInflatesNoFurtherThanItsHeaderPromises() throws {
    let bomb = try Deflate.compress(
      [0, 0, 8, 1, 0, 0, 0, 2] + [UInt8](repeating: 0, count: 5_000_000), container: .gzip)
    let error = try datasetError { _ = try IDX.array(bomb) }
    #expect(error?.problem.contains("more than the 10 bytes allowed") == true)
  }

  @Test func promiseThatTheBytesCannotHoldTakesNoMemory() throws {
    let header: [UInt8] = [0, 0, 14, 3, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255]
    #expect(throws: DatasetError.self) { _ = try IDX.array(header) }
    #expect(throws: DatasetError.self) {
      _ = try IDX.array(Deflate.compress(header, container: .gzip))
    }
  }
}
