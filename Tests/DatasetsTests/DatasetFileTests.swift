import Datasets
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct DatasetFileTests {
  /// Files by their content: the names in the temporary directory tell nothing.
  @Test(arguments: [
    ("idx/f8.idx", DatasetFormat.idx), ("idx/sets/train-images-idx3-ubyte.gz", .idx),
    ("pickle/protocol0-f4-C.pkl", .pickle), ("pickle/protocol1-f4-C.pkl", .pickle),
    ("pickle/protocol2-f4-C.pkl", .pickle), ("pickle/protocol5-f8-F.pkl", .pickle),
    ("pickle/classic0.pkl", .pickle), ("pickle/classic1.pkl", .pickle),
    ("pickle/pair.pkl.gz", .pickle), ("pickle/dictionary.pkl", .pickle),
    ("numpy/float64.npy", .npy), ("numpy/stored.npz", .npz), ("numpy/deflated.npz", .npz),
    ("digits.zip", .textDigits), ("octave/set.mat", .mat), ("octave/set.bin", .mat),
    ("octave/set.gz", .mat),
  ])
  func formatIsToldByContent(name: String, format: DatasetFormat) throws {
    try TemporaryFolder.withFile(content: Fixture.bytes(name)) { path in
      let detected = try DatasetFormat(detecting: path)
      #expect(detected == format)
    }
  }

  @Test(arguments: [
    ("ex4data1.mat", DatasetFormat.mat), ("mnist5k.pkl.gz", .pickle),
    ("mnist5k-labels-idx1-ubyte.gz", .idx), ("digits32x32.zip", .textDigits),
  ])
  func formatOfRealFiles(name: String, format: DatasetFormat) throws {
    guard let path = TestFiles.data(name) else { return }
    let detected = try DatasetFormat(detecting: path)
    #expect(detected == format)
  }

  /// Every file that belongs to a data set, and none beside it.
  @Test func theFilesOfADataSet() throws {
    let images = "train-images-idx3-ubyte"
    let labels = "train-labels-idx1-ubyte"
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1]
    let npy = [0x93] + Array("NUMPY".utf8)
    try TemporaryFolder.with { folder in
      func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
      }
      for name in [images, labels, "t10k-images-idx3-ubyte.gz", "model.mat"] {
        try write("idx/\(name)", idx)
      }
      for name in ["trainingDigits/0_1.txt", "notes.txt"] { try write("digits/\(name)", [48]) }
      for name in ["X.npy", "y.npy", "z.npy"] { try write(name, npy) }
      try write("table.csv", Array("1,2,3\n".utf8))
      for name in ["a9a", "a9a.t", "a9a.txt"] { try write(name, Array("1 2:3\n".utf8)) }
      let expected: [String: [String]] = [
        "idx": ["idx/t10k-images-idx3-ubyte.gz", "idx/\(images)", "idx/\(labels)"],
        "idx/\(images)": ["idx/\(images)", "idx/\(labels)"],
        "idx/\(labels)": ["idx/\(images)", "idx/\(labels)"],
        "digits": ["digits/trainingDigits/0_1.txt"], "X.npy": ["X.npy", "y.npy"],
        "z.npy": ["z.npy"], "table.csv": ["table.csv"], "a9a": ["a9a", "a9a.t"],
        "a9a.t": ["a9a", "a9a.t"], "absent": ["absent"],
      ]
      for (path, files) in expected {
        #expect(
          DatasetFile.files(path: "\(folder)/\(path)").sorted() == files.map { "\(folder)/\($0)" },
          "\(path)")
      }
    }
  }

  @Test func directories() throws {
    #expect(try DatasetFormat(detecting: Fixture.path("idx/sets")) == .idx)
    #expect(try DatasetFormat(detecting: Fixture.path("numpy")) == .npy)
    #expect(throws: DatasetError.self) { try DatasetFormat(detecting: Fixture.path("octave")) }
  }

  @Test(arguments: ["1,2,3\n", "a,b\r\n1,2\r\n"])
  func text(content: String) throws {
    try TemporaryFolder.withFile(content: content.utf8) { path in
      let detected = try DatasetFormat(detecting: path)
      #expect(detected == .csv)
    }
  }

  @Test(arguments: [
    [], [0], [0x1F, 0x8B], [0x50, 0x4B, 3, 4], Array("hello\n".utf8), [0x7F, 0x45],
  ])
  func unknownContent(bytes: [UInt8]) throws {
    try TemporaryFolder.withFile(content: bytes) { path in
      let error = try datasetError { _ = try DatasetFormat(detecting: path) }
      #expect(error != nil)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func nothingThere() throws {
    let error = try datasetError { _ = try DatasetFormat(detecting: "/no/such/file") }
    #expect(error?.kind == .unreadable)
    #expect(error?.problem == "No such file or directory")
  }

  @Test(arguments: [
    ("idx/sets", 6), ("pickle/protocol3-u1-C.pkl", 6), ("numpy/images.npz", 6), ("digits.zip", 4),
  ])
  func oneDoorForAll(name: String, count: Int) throws {
    let sets: DatasetCollection<Float> = try DatasetFile.read(path: Fixture.path(name))
    #expect(sets.training.exampleCount == count)
    #expect(sets.test != nil)
  }

  @Test func summaryOfIDX() throws {
    let summary = try DatasetFile.summary(path: Fixture.path("idx/sets"))
    #expect(summary.format == "idx")
    #expect(summary.byteOrder == "big")
    #expect(
      summary.variables.map(\.name) == [
        "t10k-images", "t10k-labels", "train-images", "train-labels",
      ])
    let expected = try #require(Fixture.expected["idx/sets/train"]?["features"])
    let images = summary.variables[2]
    #expect(images.elementType == "uint8")
    #expect(images.dimensions == expected.dimensions)
    #expect(images.statistics == ArrayStatistics(expected.values))
  }

  @Test func summaryOfNumPy() throws {
    let summary = try DatasetFile.summary(path: Fixture.path("numpy/stored.npz"))
    #expect(summary.variables.map(\.name) == ["X", "y"])
    let expected = try #require(Fixture.expected["numpy/stored.npz"]?["training.x"])
    // Stored column by column, counted row by row.
    #expect(summary.variables[0].statistics?.first == Array(expected.values.prefix(4)))
    #expect(summary.variables[0].statistics?.sum == expected.values.reduce(0, +))
  }

  @Test(.enabled(if: TestFiles.data("ex4data1.mat") != nil, "needs ex4data1.mat"))
  func summaryOfMAT() throws {
    let summary = try DatasetFile.summary(path: try #require(TestFiles.data("ex4data1.mat")))
    #expect(summary.format == "mat5")
    #expect(summary.byteOrder == "little")
    #expect(summary.variables.map(\.name) == ["X", "y"])
    #expect(summary.variables[1].elementType == "uint8")
    // y.sum() and y[:4] of scipy.io.loadmat.
    #expect(summary.variables[1].statistics?.sum == 27_500)
    #expect(summary.variables[1].statistics?.first == [10, 10, 10, 10])
    #expect(summary.variables[1].statistics?.last == [9, 9, 9, 9])
  }
}
