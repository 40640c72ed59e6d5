import Compression
import Datasets
import LinearAlgebra
import TestSupport
import Testing

/// Data sets in several files, which belong together by their names.
@Suite struct ArrayDirectoryTests {
  /// An IDX file of images, of labels, or of the labels of QMNIST, eight numbers each.
  static func idx(_ name: String, _ count: UInt8) -> [UInt8] {
    let range = 0..<count
    if name.contains("idx2-int") {
      return [0, 0, 12, 2, 0, 0, 0, count, 0, 0, 0, 8]
        + range.flatMap { [0, 0, 0, $0] + [UInt8](repeating: 9, count: 28) }
    }
    return name.contains("images")
      ? [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 1] + range.flatMap { [$0, 255] }
      : [0, 0, 8, 1, 0, 0, 0, count] + range
  }

  /// The names of the variables, and the given file's data set: its files.
  @Test(arguments: [
    (
      [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte", "README",
      ],
      ["t10k-images", "train-images", "train-labels"]
    ),
    (
      ["emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz"],
      ["emnist-letters-train-images", "emnist-letters-train-labels"]
    ),
    (
      ["qmnist-train-images-idx3-ubyte.gz", "qmnist-train-labels-idx2-int.gz"],
      ["qmnist-train-images", "qmnist-train-labels"]
    ),
    (["train-images.idx3-ubyte", "train-labels.idx1-ubyte"], ["train-images", "train-labels"]),
    (["images-idx3-ubyte", "images-idx3-ubyte.gz", "labels-idx1-ubyte"], ["images", "labels"]),
    (["digits", "classes.idx"], ["classes", "digits"]),
  ])
  func IDXFiles(names: [String], variables: [String]) throws {
    try TemporaryFolder.with { folder in
      for name in names {
        var content = name == "README" ? Array("text".utf8) : Self.idx(name, 3)
        if name.hasSuffix(".gz") { content = try Deflate.compress(content, container: .gzip) }
        try TestFiles.write(content, to: "\(folder)/\(name)")
      }
      let format = try DatasetFormat(detecting: folder)
      #expect(format == .idx)
      let summary = try DatasetFile.summary(path: folder)
      #expect(summary.variables.map(\.name) == variables)
      for variable in summary.variables where variable.name.hasSuffix("labels") {
        #expect(variable.dimensions == [3])
        #expect(variable.statistics?.first == [0, 1, 2])
      }
      let files = names.filter { $0 != "README" }.map { "\(folder)/\($0)" }
      #expect(DatasetFile.files(path: folder).sorted() == files.sorted())
      if let labels = files.first(where: { $0.contains("labels") }), files.count == 2 {
        #expect(try DatasetFile.summary(path: labels).variables.map(\.name) == variables)
        #expect(DatasetFile.files(path: labels).sorted() == files.sorted())
      }
    }
  }

  /// What the names of `.npy` and `.npz` files with one array say: the files that belong to the
  /// first one.
  @Test(arguments: [
    (["kmnist-train-imgs", "kmnist-train-labels", "k49-train-labels"], 2),
    (["kmnist-train-imgs", "kmnist-train-labels", "kmnist-test-imgs", "kmnist-test-labels"], 4),
    (["kmnist-test-imgs", "kmnist-test-labels", "kmnist-train-imgs", "kmnist-train-labels"], 2),
    (["X", "y", "z"], 2), (["z", "X", "y"], 1), (["X_train", "y_train", "X_test", "other-X"], 3),
    (["pair-X", "pair-y", "y"], 2), (["labels", "features"], 2), (["notes", "labels"], 1),
  ])
  func NumPyFiles(names: [String], count: Int) throws {
    let npy = try Fixture.bytes("numpy/uint8.npy")
    try TemporaryFolder.with { folder in
      for name in names { try TestFiles.write(npy, to: "\(folder)/\(name).npy") }
      let files = Set(names.prefix(count).map { "\(folder)/\($0).npy" })
      #expect(Set(DatasetFile.files(path: "\(folder)/\(names[0]).npy")) == files)
      let one = try DatasetFile.summary(path: "\(folder)/\(names[0]).npy")
      #expect(Set(one.variables.map(\.name)) == Set(names.prefix(count)))
      let all = try DatasetFile.summary(path: folder)
      #expect(all.variables.map(\.name) == names.sorted())
      #expect(DatasetFile.files(path: folder).count == names.count)
    }
  }

  @Test func namesOfDigits() throws {
    let summary = try DatasetFile.summary(path: Fixture.path("digits.zip"))
    #expect(
      summary.variables.map(\.name) == [
        "images", "labels", "test.images", "test.labels",
      ])
    #expect(summary.variables.map(\.dimensions) == [[4, 32, 32], [4], [2, 32, 32], [2]])
    let pixels = try #require(Fixture.expected["digits.zip/training"]?["x"])
    #expect(summary.variables[0].statistics == ArrayStatistics(pixels.values))
  }
}
