import Datasets
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@Suite struct TextDigitsTests {
  @Test func archive() throws {
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: Fixture.path("digits.zip"))
    try expectFixture(sets)
  }

  @Test func directory() throws {
    try TemporaryFolder.with { directory in
      for (folder, name, text) in pictures {
        try FileManager.default.createDirectory(
          atPath: "\(directory)/\(folder)", withIntermediateDirectories: true)
        try TestFiles.write(text.utf8, to: "\(directory)/\(folder)/\(name).txt")
      }
      try TestFiles.write("not a digit".utf8, to: "\(directory)/README.txt")
      let sets: DatasetCollection<Float> = try DatasetFile.read(path: directory)
      #expect(sets.training.labels == ["3", "3", "10"])
      #expect(sets.training.features.row(0).first == 0)
      #expect(sets.training.features.row(1).first == 1)
      #expect(sets.test?.labels == ["3"])
      let part: DatasetCollection<Float> = try DatasetFile.read(path: "\(directory)/testDigits")
      #expect(part.training.exampleCount == 1)
    }
  }

  @Test(.enabled(if: TestFiles.data("digits32x32.zip") != nil, "needs digits32x32.zip"))
  func realDigits() throws {
    let path = try #require(TestFiles.data("digits32x32.zip"))
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: path)
    #expect(sets.training.exampleCount == 1934)
    #expect(sets.test?.exampleCount == 946)
    #expect(sets.training.imageShape == ImageShape(height: 32, width: 32, order: .rows))
    // Counted with Python over the archive's files.
    #expect(sets.training.classCounts == [189, 198, 195, 199, 186, 187, 195, 201, 180, 204])
    #expect(sets.training.features.elements.reduce(0, +) == 610_639)
    #expect(sets.test?.classCounts == [87, 97, 92, 85, 114, 108, 87, 96, 91, 89])
    #expect(sets.test?.features.elements.reduce(0, +) == 295_918)
  }

  private func expectFixture(_ sets: DatasetCollection<Double>) throws {
    for (role, set) in [("training", sets.training), ("test", sets.test)] {
      let expected = try #require(Fixture.expected["digits.zip/\(role)"])
      #expect(set?.features.elements == expected["x"]?.values)
      #expect(set?.labels.map { Double($0) } == expected["y"]?.values)
    }
  }

  /// Black and white pictures with every kind of line break.
  private let pictures: [(folder: String, name: String, text: String)] = [
    ("trainingDigits", "3_2", String(repeating: ones + "\n", count: 32)),
    ("trainingDigits", "3_1", String(repeating: zeros + "\r\n", count: 32) + "\r\n"),
    ("trainingDigits", "10_1", String(repeating: ones + "\n", count: 31) + ones),
    ("testDigits", "3_0", String(repeating: ones + "\n", count: 32) + "\n"),
  ]
}

private let ones = String(repeating: "1", count: 32)
private let zeros = String(repeating: "0", count: 32)

@Suite struct TextDigitsBadInputTests {
  @Test func cutShortAtAnyByte() throws {
    let whole = Array(String(repeating: zeros + "\r\n", count: 32).utf8)
    let picture = whole.count - 2  // the last line break may be missing
    for length in whole.indices where length != picture {
      #expect(throws: DatasetError.self, "\(length) bytes") {
        try TextDigits.parse(Array(whole.prefix(length)), named: "0_0.txt") { _ in }
      }
    }
  }

  @Test(arguments: [
    (String(repeating: zeros + "\n", count: 33), "0_0.txt, line 33"),
    (String(repeating: zeros + "\n", count: 31) + zeros + "0\n", "0_0.txt, line 32"),
    (String(repeating: zeros + "0\n", count: 32), "0_0.txt, line 1"),
    (zeros + "\n0123", "0_0.txt, line 2, column 3"),
    (zeros + "\n" + zeros.dropLast() + "\n", "0_0.txt, line 2, column 32"),
    (String(repeating: zeros + "\n", count: 32) + "\n\n", "0_0.txt, line 33"),
    ("", "0_0.txt, line 1"),
  ])
  func wrongText(text: String, place: String) throws {
    let error = try datasetError {
      try TextDigits.parse(Array(text.utf8), named: "0_0.txt") { _ in }
    }
    #expect(error?.place == place)
  }

  @Test func archiveCutShort() throws {
    let whole = try Fixture.bytes("digits.zip")
    for length in whole.indices {
      try TemporaryFolder.withFile(content: whole.prefix(length)) { path in
        #expect(throws: DatasetError.self) {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
        }
      }
    }
  }

  @Test func anyByteOfAnArchiveMayBeWrong() throws {
    let whole = try Fixture.bytes("digits.zip")
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      try TemporaryFolder.withFile(content: changed) { path in
        try datasetError {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
        }
      }
    }
  }

  @Test func noDigits() throws {
    try TemporaryFolder.with { directory in
      let error = try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(path: directory)
      }
      #expect(error?.kind == .unknownFormat)
    }
  }
}
