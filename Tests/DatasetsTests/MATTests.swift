import Datasets
import LinearAlgebra
import MATFile
import TestSupport
import Testing

@Suite struct MATTests {
  @Test(.enabled(if: TestFiles.data("ex4data1.mat") != nil, "needs ex4data1.mat"))
  func ex4() throws {
    let path = try #require(TestFiles.data("ex4data1.mat"))
    let digits: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect(digits.exampleCount == 5000)
    #expect(digits.imageShape == ImageShape(height: 20, width: 20, order: .columns))
    #expect(digits.encoding.labels == (1...10).map(String.init))
    #expect(digits.classCounts == [Int](repeating: 500, count: 10))
    // scipy.io.loadmat: y[0], y[4999], X[4999, 210], X[2500, 170], X.sum().
    #expect(digits.labels.first == "10")
    #expect(digits.labels.last == "9")
    #expect(digits.features[4999, 210] == -0.02965771377995632)
    #expect(digits.features[2500, 170] == -0.023319716775598857)
    #expect(abs(digits.features.elements.reduce(0, +) - 262_678.2601596819) < 1e-6)
  }

  @Test func variablesOfAnyNumericClass() throws {
    let bytes = try file([
      ("X", MATArray(rowMajor: [1, 2, 3, 4, 5, 6] as [Int16], rows: 3, columns: 2)),
      ("y", MATArray([3, 1, 3] as [UInt8], dimensions: [1, 3])),
      ("Xval", MATArray(rowMajor: [0, 255] as [UInt8], rows: 1, columns: 2)),
      ("yval", MATArray(logical: [true])),
    ])
    let sets: DatasetCollection<Double> = try readDatasets(bytes)
    #expect(sets.training.features.elements == [1, 2, 3, 4, 5, 6])
    #expect(sets.training.labels == ["3", "1", "3"])
    #expect(sets.validation?.features.elements == [0, 255])
    #expect(sets.validation?.labels == ["1"])
    #expect(sets.test == nil)
    let stored: DatasetCollection<Double> = try readDatasets(
      bytes, DatasetOptions(features: "Xval", labels: "yval"))
    #expect(stored.training.features.elements == [0, 255])
  }

  @Test func picturesOfThreeDimensionsKeepTheirShape() throws {
    let pixels = (0..<12).map(Double.init)
    let bytes = try file([
      ("images", MATArray(pixels, dimensions: [2, 3, 2])),
      ("labels", MATArray([1, 2] as [Double])),
    ])
    // Both ends may have the examples: MATLAB's are usually along the last dimension.
    let likely: Dataset<Double> = try readDatasets(bytes).training
    #expect(likely.imageShape == ImageShape(height: 2, width: 3, order: .columns))
    #expect(likely.features.elements == pixels)
    var options = DatasetOptions()
    options.exampleAxis = .rows
    let digits: Dataset<Double> = try readDatasets(bytes, options).training
    #expect(digits.imageShape == ImageShape(height: 3, width: 2, order: .columns))
    #expect(digits.features.elements == [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11])
  }
}

/// The files of `Fixtures/make_hdf5_fixtures.py`.
@Suite struct MATHDF5Tests {
  /// MATLAB's X is (0:23)/8 filled row by row, so that its rows are in order.
  @Test func readsMATLAB() throws {
    let set: Dataset<Double> = try DatasetFile.read(path: TestFiles.fixture("hdf5/matlab.mat"))
      .training
    #expect(set.exampleCount == 6 && set.featureCount == 4)
    #expect(set.features.elements == (0..<24).map { Double($0) / 8 })
    #expect(set.labels == ["1", "2", "10", "1", "2", "10"])
  }

  /// NumPy's array of shape (2, 3) has two examples.
  @Test func readsRowsOfNumPy() throws {
    let path = TestFiles.fixture("hdf5/h5py.h5")
    let set: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect(set.features.elements == [0, 1, 2, 3, 4, 5])
    #expect(set.exampleCount == 2 && set.labels == ["0", "1"])
    let options = DatasetOptions(features: "cube", labels: "y")
    let images: Dataset<Double> = try DatasetFile.read(path: path, options: options).training
    #expect(images.features.elements == (0..<24).map(Double.init))
    #expect(images.imageShape == ImageShape(height: 3, width: 4, order: .rows))
  }

  @Test(arguments: ["hdf5/matlab.mat", "hdf5/h5py.h5", "hdf5/octave.h5"])
  func isDetected(_ name: String) throws {
    #expect(try DatasetFormat(detecting: TestFiles.fixture(name)) == .mat)
  }
}

@Suite struct MATBadInputTests {
  @Test(arguments: [
    ([("X", matrix)], DatasetError.Kind.missing, "X (2 × 2)"),
    ([("y", labels)], .missing, ""),
    ([("X", matrix), ("y", MATArray([1] as [Double]))], .sizeMismatch, "X (2 × 2), y (1 × 1)"),
    ([("X", matrix), ("y", MATArray([1, 1.5] as [Double]))], .invalidValue, "y(2)"),
    ([("X", matrix), ("y", MATArray([1, .nan] as [Double]))], .invalidValue, "y(2)"),
    ([("X", matrix), ("y", matrix)], .sizeMismatch, "y (2 × 2)"),
    ([("X", MATArray("text")), ("y", labels)], .unsupported, "X (1)"),
    (
      [("X", MATArray([0, 1, .infinity, 3] as [Double], dimensions: [2, 2])), ("y", labels)],
      .invalidValue, "X(1,2)"
    ),
    (
      [("X", MATArray([] as [Double], dimensions: [0, 2])), ("y", MATArray([] as [Double]))],
      .sizeMismatch, "X"
    ),
  ])
  func variableIsNamed(
    variables: [(String, MATArray)], kind: DatasetError.Kind, place: String
  ) throws {
    let error = try datasetError {
      let _: DatasetCollection<Double> = try readDatasets(try file(variables))
    }
    #expect(error?.kind == kind)
    #expect(error?.place == place)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: MATFile.Version.allCases)
  func cutShortAtAnyByte(version: MATFile.Version) throws {
    let whole = try file([("X", matrix), ("y", labels)], version)
    // Of "MATLAB 5.0", the first characters are a table of text.
    for length in 10..<whole.count {
      #expect(throws: DatasetError.self, "\(length) bytes") {
        let _: DatasetCollection<Double> = try readDatasets(whole.prefix(length))
      }
    }
  }
}

private let matrix = MATArray(rowMajor: [0.1, 0.2, 0.3, 0.4] as [Double], rows: 2, columns: 2)
private let labels = MATArray([1, 2] as [Double])

private func file(
  _ variables: [(String, MATArray)], _ version: MATFile.Version = .v7
) throws -> [UInt8] {
  try MATFile.encode(variables.map { (name: $0.0, array: $0.1) }, version: version)
}
