import Datasets
import LinearAlgebra
import TestSupport
import Testing

@Suite struct ARFFTests {
  @Test(arguments: ["quoted.arff", "tabs.arff", "windows.arff.gz", "sparse.arff"])
  func asSciPyReadsIt(name: String) throws {
    let expected = try #require(TextFormats.expected["arff/\(name)"])
    let path = Fixture.path("arff/\(name)")
    #expect(try DatasetFormat(detecting: path) == .arff)
    let data: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect([data.exampleCount, data.featureCount] == expected.features.dimensions)
    #expect(data.features.elements == expected.features.values)
    #expect(data.labels == expected.labels)
    let single: Dataset<Float> = try DatasetFile.read(path: path).training
    #expect(single.features.elements == expected.features.values.map { Float($0) })
  }

  /// The label attribute, by its name, its number, and the usual rules.
  @Test(
    arguments: [
      ("a numeric|class {p,q}|b numeric", "1,p,2", nil, ["p"], [1, 2]),
      ("LABEL {p,q}|a numeric|b numeric", "q,1,2", nil, ["q"], [1, 2]),
      ("a numeric|b numeric|kind {p,q}", "1,2,p", nil, ["p"], [1, 2]),
      ("a numeric|b numeric|kind numeric", "1,2,-7", "kind", ["-7"], [1, 2]),
      ("a integer|'my kind' string|b real", "1,'p q',2", "my kind", ["p q"], [1, 2]),
      ("a numeric|b numeric|class numeric", "1,2,3", "1", ["1"], [2, 3]),
      ("a numeric|b numeric|day date 'yyyy'", "1,2,1998", "-1", ["1998"], [1, 2]),
    ] as [(String, String, String?, [String], [Double])])
  func labelAttribute(
    attributes: String, line: String, choice: String?, labels: [String], features: [Double]
  ) throws {
    let data = try read(file(attributes, line), labelColumn: choice)
    #expect(data.labels == labels)
    #expect(data.features.elements == features)
  }

  /// Separators, quotes, escapes and comments as Weka's `ArffLoader` reads them.
  @Test(arguments: [
    ("1,2,p", "p"), ("1 2 p", "p"), (" 1\t2 , p % comment", "p"), ("'1',\"2\",'p'", "p"),
    (#"1,2,'it\'s'"#, "it's"), (#"1,2,"it's""#, "it's"), (#"1,2,'a,\tb'"#, "a,\tb"),
    ("1,2,'50%'", "50%"), ("1,2,'?'", "?"), ("{0 1,1 2,2 p}", "p"), ("{0 1, 1 2}", "it's"),
    ("{ 0 1 1 2 2 'a,\\tb' }", "a,\tb"),
  ])
  func lineOfValues(line: String, label: String) throws {
    let text = file(#"a numeric|b numeric|class {'it\'s',p, 'a,\tb' "50%",'?'}"#, line)
    let data = try read(text)
    #expect(data.labels == [label])
    #expect(data.features.elements == [1, 2])
  }

  @Test func sparseLinesMayOmitTheFirstLabelAndAllNumbers() throws {
    let data = try read(file("class {p,q}|a numeric|b numeric", "{}\n{0 q}\n{2 5}\n{0 q, 1 3}"))
    #expect(data.labels == ["p", "q", "p", "q"])
    #expect(data.features.elements == [0, 0, 0, 0, 0, 5, 3, 0])
  }

  private static let digits = TestFiles.data("../cases/files/e09_mnist_784.arff")

  @Test(.enabled(if: digits != nil, "needs a file of digits"))
  func digitsAreThoseOfTheirTable() throws {
    let path = try #require(Self.digits)
    let text = String(decoding: try TestFiles.bytes(path), as: UTF8.self)
    let table = try #require(text.firstRange(of: "@DATA\n"))
    let data: Dataset<Double> = try DatasetFile.read(path: path, options: .unscaled).training
    let twin: Dataset<Double> = try TemporaryFolder.withFile(
      content: text[table.upperBound...].utf8
    ) { path in
      try DatasetFile.read(
        path: path, options: DatasetOptions(labels: "-1", scale: DatasetOptions.Scale.none)
      ).training
    }
    #expect(data.features == twin.features)
    #expect(data.classIndices == twin.classIndices)
    #expect(data.encoding == twin.encoding)
    #expect(data.imageShape == ImageShape(height: 28, width: 28, order: .rows))
  }
}

@Suite struct ARFFBadInputTests {
  @Test(arguments: [
    ("@relation r\n@attribute a numeric\n", "", "ends before @data"),
    ("@relation r\n@data\n1\n", "line 2", "before the first"),
    ("@relation r\nattribute a numeric\n@data\n", "line 2", "neither"),
    ("@relation r\n@attribute\n@data\n", "line 2", "no name"),
    ("@relation r\n@attribute a\n@data\n", "line 2", "no type"),
    ("@relation r\n@attribute a relational\n@data\n", "line 2", "relational"),
    ("@relation r\n@attribute a {p,q\n@data\n", "line 2", "braces"),
    ("@relation r\n@attribute 'a numeric\n@data\n", "line 2", "not closed"),
    ("@relation r\n@attribute a numeric\n@attribute a numeric\n@data\n", "line 3", "name a"),
    (file("a numeric|b numeric", "1,2"), "", "can't be detected"),
    (file("kind {p}|color {q}|b numeric", "p,q,2"), "", "can't be detected"),
    (file("color {p}|b numeric|class {p}", "r,2,p"), "line 6, attribute color", "not among"),
    (file("t string|b numeric|class {p}", "x,2,p"), "attribute t", "string"),
    (file("t date|b numeric|class {p}", "x,2,p"), "attribute t", "date"),
    (file("class {p}", "p"), "@data", "0 features"),
    (file("a numeric|class {p}", ""), "@data", "0 examples"),
    (file("a numeric|class {p}", "1,p\n?,p"), "line 6, attribute a", "missing"),
    (file("a numeric|class {p}", "1,p\n1,?"), "line 6, attribute class", "missing"),
    (file("a numeric|class {p}", "1,p\n,p"), "line 6, attribute a", "missing"),
    (file("a numeric|class {p}", "1,p\nx,p"), "line 6, attribute a", "'x' is not"),
    (file("a numeric|class {p}", "1,p\n0x1F,p"), "line 6, attribute a", "'0x1F' is not"),
    (file("a numeric|class {p}", "1,p\nNaN,p"), "line 6, attribute a", "'NaN' is not"),
    (file("a numeric|class {p}", "1,p\n1e999,p"), "line 6, attribute a", "not a finite"),
    (file("a numeric|class {p}", "1,p\n1,P"), "line 6, attribute class", "'P' is not among"),
    (file("a numeric|class {p}", "1,p\n1"), "line 6", "1 values"),
    (file("a numeric|class {p}", "1,p\n1,p,2"), "line 6", "goes on"),
    (file("a numeric|class {p}", "1,p\n1,p,{2}"), "line 6", "weight"),
    (file("a numeric|class {p}", "1,p\n{0 1},{2}"), "line 6", "weight"),
    (file("a numeric|class {p}", "1,p\n1,'p'p"), "line 6", "quote"),
    (file("a numeric|class {p}", "1,p\n1,p'p"), "line 6", "quote"),
    (file("a numeric|class {p}", "1,p\n1,'p"), "line 6", "not closed"),
    (file("a numeric|class {p}", "{2 1}"), "line 5", "no attribute 2"),
    (file("a numeric|class {p}", "{-1 1}"), "line 5", "no attribute -1"),
    (file("a numeric|class {p}", "{1 p, 0 1}"), "line 5", "0 follows 1"),
    (file("a numeric|class {p}", "{0 1, 0 1}"), "line 5", "0 follows 0"),
    (file("a numeric|class {p}", "{0}"), "line 5", "an index and a value"),
    (file("a numeric|class {p}", "{0 1"), "line 5", "not closed"),
    (file("a numeric|class {}", "{0 1}"), "line 5, attribute class", "label is missing"),
    (file("a numeric|class {p}", "{0 ?}"), "line 5, attribute a", "missing"),
  ])
  func placeAndProblem(text: String, place: String, problem: String) throws {
    let error = try #require(try datasetError { _ = try read(text) })
    #expect(error.place == place)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(!error.remedy.isEmpty && !error.description.contains("\n"), "\(error)")
  }

  @Test(arguments: [
    ("kind", "attribute kind"), ("0", "attribute 0"),
    ("3", "attribute 3"), ("-3", "attribute -3"),
    ("\(Int.min)", "attribute \(Int.min)"),
  ])
  func noSuchLabelAttribute(choice: String, place: String) throws {
    let error = try datasetError {
      _ = try read(file("a numeric|class {p}", "1,p"), labelColumn: choice)
    }
    #expect(error?.kind == .missing)
    #expect(error?.place == place)
  }

  @Test func candidatesForTheLabelsAreNamed() throws {
    let text = file("a numeric|color {p}|'new\\nline' {q}|b numeric", "1,p,q,2")
    let error = try datasetError { _ = try read(text) }
    #expect(error?.remedy == "name it with --labels: color, new line")
  }

  /// 3 MB of sparse lines would be 10¹¹ numbers.
  @Test func sparseLinesTakeNoMemoryBeyondTheLimit() throws {
    let attributes = (0..<100_000).map { "a\($0) numeric" }.joined(separator: "|")
    let lines = String(repeating: "{}\n", count: 1_000_000)
    let error = try datasetError { _ = try read(file("class {p}|" + attributes, lines)) }
    #expect(error?.kind == .unsupported)
    #expect(error?.problem.contains("1000000 × 100000 features") == true)
  }

  @Test func numbersBeyondFloatAreRefused() throws {
    try TemporaryFolder.withFile(content: file("a numeric|class {p}", "1e39,p").utf8) { path in
      let error = try datasetError {
        let _: DatasetCollection<Float> = try DatasetFile.read(path: path)
      }
      #expect(error?.place == "line 5, attribute a")
    }
  }

  @Test func damagedFilesEndInDataOrAnError() throws {
    for lines in ["1.5, 'p q'% c\n-2e3\t\"p q\"\n", "{0 1.5, 1 'p q'}\n{1 'p q'}\n"] {
      let text = file("a numeric|class {'p q',r}", lines)
      try withDamagedFiles(of: text, significant: "\n ,{}'\"%?@\\9-") { path in
        try datasetError {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
        }
      }
    }
  }
}

/// A file with the given attributes, separated by vertical bars, and lines of data.
private func file(_ attributes: String, _ lines: String) -> String {
  "@relation r\n"
    + attributes.split(separator: "|").map { "@attribute \($0)\n" }.joined() + "@data\n" + lines
}

private func read(_ text: String, labelColumn: String? = nil) throws -> Dataset<Double> {
  try TemporaryFolder.withFile(content: text.utf8) { path in
    try DatasetFile.read(
      path: path, options: DatasetOptions(labels: labelColumn, scale: DatasetOptions.Scale.none)
    ).training
  }
}
