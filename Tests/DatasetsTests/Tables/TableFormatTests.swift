import Datasets
import Foundation
import LinearAlgebra
import Random
import TestSupport
import Testing

/// Tables in the layouts that people have, all with the same data.
@Suite struct TableFormatTests {
  struct Expected: Decodable {
    let features: [Double]
    let labels: [String]
    let texts: [String]
  }

  struct Layout: CustomTestStringConvertible {
    let name: String
    let format: TableFormat

    init(
      _ name: String, _ separator: TableFormat.Separator,
      _ decimalMark: TableFormat.DecimalMark = .point, _ encoding: TableFormat.Encoding = .utf8,
      header: Bool = true
    ) {
      self.name = name
      format = TableFormat(
        separator: separator, decimalMark: decimalMark, encoding: encoding, hasHeader: header)
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Layout("comma.csv", .comma), Layout("semicolon.csv", .semicolon),
    Layout("decimal-comma.csv", .semicolon, .comma), Layout("decimal-comma.tsv", .tab, .comma),
    Layout("decimal-comma.txt", .blanks, .comma, header: false), Layout("tab.tsv", .tab),
    Layout("bar.txt", .verticalBar), Layout("cr.csv", .comma), Layout("bom.csv", .comma),
    Layout("utf16.csv", .comma, .point, .utf16LittleEndian),
    Layout("utf16be.csv", .comma, .point, .utf16BigEndian),
    Layout("utf16le.tsv", .tab, .point, .utf16LittleEndian),
    Layout("stated.csv", .semicolon, .comma, header: false), Layout("text.csv", .comma),
    Layout("text.tsv", .tab), Layout("text-semicolon.csv", .semicolon, .comma),
    Layout("blanks.txt", .blanks, header: false), Layout("blanks.txt.gz", .blanks, header: false),
    Layout("header.txt", .blanks), Layout("header.csv", .comma), Layout("percent.txt", .blanks),
    Layout("aligned.txt", .blanks, header: false), Layout("mixed.txt", .blanks, header: false),
    Layout("comments.csv", .comma, header: false), Layout("spaced.csv", .comma),
    Layout("octave-ascii.mat", .blanks, header: false),
  ])
  func layoutsOfTheSameData(layout: Layout) throws {
    let path = Fixture.path("tables/\(layout.name)")
    let expected: Expected = try TestFiles.decodeFixture("datasets/tables/expected.json")
    let data: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect(data.features == Matrix(rows: 24, columns: 4, elements: expected.features))
    #expect(data.labels == (layout.name.hasPrefix("text") ? expected.texts : expected.labels))
    #expect(try DatasetFile.summary(path: path).table == layout.format)
  }

  /// Files that were collected as they are found; the values by Python's `float`.
  @Test(arguments: [
    ("a28_ascii.mat", 80, 6, 138.760221248046, [40, 40]),
    ("e15_zip.train.gz", 300, 256, -3506377.7729, [Int](repeating: 30, count: 10)),
    ("e16_wine.csv", 80, 6, 138.824, [40, 40]),
    ("e16_decimal-comma.csv", 80, 6, 138.824, [40, 40]),
    ("e22_tabs.tsv", 80, 6, 138.824, [40, 40]), ("e22_spaces.txt", 80, 6, 138.824, [40, 40]),
    ("e32_utf16.csv", 80, 2, 42.062, [40, 40]), ("h08_seeds.txt", 80, 6, 44.444, [40, 40]),
  ])
  func collectedFiles(
    name: String, examples: Int, features: Int, weightedSum: Double, counts: [Int]
  ) throws {
    let path = TestFiles.packageRoot.appending(path: "../shared/cases/files/\(name)").standardized
      .path
    guard FileManager.default.fileExists(atPath: path) else { return }
    let data: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect(data.exampleCount == examples)
    #expect(data.featureCount == features)
    // The sum of each feature times its number, counted from 1.
    let products = data.features.elements.enumerated().map { Double($0 % features + 1) * $1 }
    #expect(abs(products.reduce(0, +) - weightedSum) < 1e-6)
    #expect(data.encoding.labels.indices.map { k in data.classIndices.count { $0 == k } } == counts)
  }

  typealias Numbers = [Double]

  @Test(arguments: [
    // Fields of numbers: the same number of them in all records decides.
    ("1,5;2,5;1\n2,5;3,25;2\n1,5;2,5;1\n2,5;3,25;2\n", [1.5, 2.5, 2.5, 3.25, 1.5, 2.5, 2.5, 3.25]),
    ("1,5 2,5 1\n2 3,25 2\n1,5 2,5 1\n2 3 2\n", [1.5, 2.5, 2, 3.25, 1.5, 2.5, 2, 3]),
    (" 1.5   2 1 \n\t2 3\t2\n1 2 1\n2 3 2\n", [1.5, 2, 2, 3, 1, 2, 2, 3]),
    // Commas with blanks on either side are separators, not decimal marks.
    ("1, 2, 1\n2, 3, 2\n1, 2, 1\n2, 3, 2\n", [1, 2, 2, 3, 1, 2, 2, 3]),
    ("1 ,2 ,1\n2 ,3 ,2\n1 ,2 ,1\n2 ,3 ,2\n", [1, 2, 2, 3, 1, 2, 2, 3]),
    // Other separators inside quotes.
    ("1|2|\"a;1\"\n2|3|\"b;2\"\n1|2|\"a;1\"\n2|3|\"b;2\"\n", [1, 2, 2, 3, 1, 2, 2, 3]),
    ("\"1,5\";2;a\n\"2,5\";3;b\n1;2;a\n2;3;b\n", [1.5, 2, 2.5, 3, 1, 2, 2, 3]),
    // Without fractions the mark does not matter; the leading zero may be missing.
    ("1;2;1\n2;3;2\n1;2;1\n2;3;2\n", [1, 2, 2, 3, 1, 2, 2, 3]),
    (",5;-,25;1\n2;3;2\n1;2;1\n2;3;2\n", [0.5, -0.25, 2, 3, 1, 2, 2, 3]),
    ("1,5e3;1;a\n1;2,5E-1;b\n1;2;a\n2;3;b\n", [1500, 1, 1, 0.25, 1, 2, 2, 3]),
    // Comments and empty lines anywhere, every line break.
    ("%a\n1;2;1\r\r\n # b\n2;3;2\r1;2;1\n#\n\n2;3;2\n#", [1, 2, 2, 3, 1, 2, 2, 3]),
  ])
  func separatorIsDecided(text: String, numbers: Numbers) throws {
    #expect(try read(text).features.elements == numbers)
  }

  @Test(arguments: [
    // A comment before the records names the columns only if there is a name for each.
    ("# a b class\n1 2 5\n1 2 6\n", true), ("% a, b, class\n1,2,5\n1,2,6\n", true),
    ("# a b\n1 2 5\n1 2 6\n", false), ("# a 1 class\n1 2 5\n1 2 6\n", false),
    ("# a b class\n# a b\n1 2 5\n1 2 6\n", false), ("# a b \"\n1 2 5\n1 2 6\n", false),
  ])
  func headerInComment(text: String, isHeader: Bool) throws {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      let error = try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(
          path: path, options: DatasetOptions(labels: "class", scale: DatasetOptions.Scale.none))
      }
      #expect((error == nil) == isHeader)
    }
  }

  @Test(
    arguments: [
      // Mixed decimal marks, in one column and in two.
      ("1.5;2;a\n2,5;3;b\n", "line 2, column 1"), ("1.5;2,5\n2.5;3,5\n", "line 1, column 1"),
      // Two separators in a record.
      ("5.1 3.5|setosa\n4.9 3.0|other\n", "line 1, column 1"),
      ("5.1,3.5\tsetosa\n4.9,3.0\tother\n", "line 1, column 2"),
      ("5.1;3.5|setosa\n4.9;3.0|other\n", "line 1, column 2"),
      ("1\t,2\t,1\n2\t,3\t,2\n", "line 1"),
      // Thousands or decimals?
      ("1,234;5\n2,345;6\n1,234;5\n", ""),
      // Another number of fields.
      ("a;b;class\n1;2;1\n1;2\n", "line 3"), ("1 2 3\n\n# c\n1 2\n", "line 4"),
      ("x\t1\t2\nx\t1\t2\t3\n", "line 2"),
      // A wrong field after the first thousand records.
      (String(repeating: "1;2;1\n2;3;2\n", count: 500) + "1,5;2;1\n", "line 1001, column 1"),
      (String(repeating: "1,5;2;1\n2;3;2\n", count: 500) + "1.5;2;1\n", "line 1001, column 1"),
      ("# only a comment\n\n", ""),
    ] as [(String, String)])
  func placeOfTheError(text: String, place: String) throws {
    let error = try #require(try datasetError { _ = try read(text) })
    #expect(error.place == place)
    #expect(!error.remedy.isEmpty || error.kind == .truncated)
    #expect(!error.description.contains("\n"))
  }

  /// A stated separator decides what the records leave open.
  @Test func statedSeparatorDecides() throws {
    let text = "1\t,2\t,1\n2\t,3\t,2\n1\t,2\t,1\n2\t,3\t,2\n"
    #expect(throws: DatasetError.self) { try read(text) }
    #expect(try read("sep=,\n" + text).features.elements == [1, 2, 2, 3, 1, 2, 2, 3])
  }

  @Test(arguments: [
    "hello world\nhow are you\n", "<!DOCTYPE html>\n<p>1, 2</p>\n", "{\"a\": [1, 2]}\n",
    "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1.0\n2 2 1.0\n",
    "1\n2\n3\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 132\n",
    "0000111100\n0011111000\n", "P2\n2 2\n255\n0 1\n2 3\n", "1 2 3\u{0}\n1 2 3\n",
  ])
  func isNoTable(text: String) throws {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      let error = try datasetError { _ = try DatasetFormat(detecting: path) }
      #expect(error?.kind == .unknownFormat)
    }
  }

  @Test(arguments: [
    ("# name: x\n# type: unknown\n1 2 3\n1 2 3\n", DatasetFormat.mat),
    ("% by hand, 2020\n@relation x\n@attribute a numeric\n@data\n1,2\n", .arff),
    ("1 1:0.5 3:2\n2 1:0.25 3:1\n", .svmlight),
  ])
  func isOfAnotherFormat(text: String, format: DatasetFormat) throws {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      let detected = try DatasetFormat(detecting: path)
      #expect(detected == format)
    }
  }

  private func read(_ text: String) throws -> Dataset<Double> {
    try DatasetCollection(
      training: CSV.examples(Array(text.utf8)[...], options: DatasetOptions(labels: "-1")).examples
    ).training
  }
}

@Suite struct HostileTableTests {
  static let names = [
    "semicolon.csv", "decimal-comma.csv", "utf16.csv", "utf16be.csv", "percent.txt", "mixed.txt",
    "stated.csv", "text.tsv", "cr.csv",
  ]

  /// Half of a number is a number: not every cut can be noticed, but none may trap.
  @Test(arguments: names)
  func cutShortAtAnyByte(name: String) throws {
    let whole = try Fixture.bytes("tables/\(name)")
    try TemporaryFolder.with { folder in
      for length in whole.indices { try tryReading(whole[..<length], in: folder) }
    }
  }

  @Test(arguments: names)
  func flippedBytes(name: String) throws {
    let whole = try Fixture.bytes("tables/\(name)")
    var generator = SplitMix64(seed: 7)
    try TemporaryFolder.with { folder in
      for _ in 0..<1000 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          let index = Int.random(in: bytes.indices, using: &generator)
          // Characters that mean something are more likely to meet a weak place.
          bytes[index] =
            Bool.random(using: &generator)
            ? UInt8.random(in: 0...255, using: &generator)
            : Array(";,\t| \"\r\n#%.\u{0}".utf8).randomElement(using: &generator)!
        }
        try tryReading(bytes[...], in: folder)
      }
    }
  }

  private func tryReading(_ bytes: ArraySlice<UInt8>, in folder: String) throws {
    let path = "\(folder)/table"
    try TestFiles.write(bytes, to: path)
    let error = try datasetError {
      let data: Dataset<Double> = try DatasetFile.read(path: path).training
      let areFinite = data.features.elements.allSatisfy(\.isFinite)
      #expect(areFinite)
    }
    #expect(error?.description.contains("\n") != true)
    _ = try datasetError { _ = try DatasetFile.summary(path: path) }
  }
}
