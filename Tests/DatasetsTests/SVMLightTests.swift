import Datasets
import LinearAlgebra
import TestSupport
import Testing

@Suite struct SVMLightTests {
  @Test(arguments: [
    ("ones.svm", 1), ("zeros.svm", 0), ("queries.svm", 1), ("signs", 1), ("pair", 1),
    ("pair.t.gz", 1),
  ])
  func asScikitLearnReadsIt(name: String, firstIndex: Int) throws {
    let expected = try #require(TextFormats.expected["svmlight/\(name)"])
    let path = Fixture.path("svmlight/\(name)")
    #expect(try DatasetFormat(detecting: path) == .svmlight)
    let summary = try DatasetFile.summary(path: path)
    #expect(summary.format == "svmlight")
    #expect(summary.firstIndex == firstIndex)
    #expect(summary.variables[0].isSparse)
    let data: Dataset<Double> = try DatasetFile.read(path: path).training
    #expect([data.exampleCount, data.featureCount] == expected.features.dimensions)
    #expect(data.features.elements == expected.features.values)
    #expect(data.labels == expected.labels)
    let single: Dataset<Float> = try DatasetFile.read(path: path).training
    #expect(single.features.elements == expected.features.values.map { Float($0) })
  }

  @Test func testFileHasTheFeaturesOfTheTrainingFile() throws {
    let path = Fixture.path("svmlight/pair")
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: path)
    let test = try #require(sets.test)
    let expected = try #require(TextFormats.expected["svmlight/pair.t.gz"])
    #expect([test.exampleCount, test.featureCount] == expected.features.dimensions)
    #expect(test.features.elements == expected.features.values)
    #expect(test.labels == expected.labels)
    #expect(DatasetFile.files(path: path) == [path, path + ".t.gz"])
    #expect(DatasetFile.files(path: path + ".t.gz") == [path + ".t.gz", path])
  }

  @Test(
    arguments: [
      ("1 1:1\n", "2 0:5 1:6\n", [0, 1], [5, 6]), ("1 0:1 1:2\n", "2 1:6\n", [1, 2], [0, 6]),
      ("1 1:1 2:2\n", "2\n", [1, 2], [0, 0]),
    ] as [(String, String, [Double], [Double])])
  func indexZeroInOneFileCountsForBoth(
    training: String, test: String, trainingFeatures: [Double], testFeatures: [Double]
  ) throws {
    try TemporaryFolder.with { folder in
      try TestFiles.write(training.utf8, to: "\(folder)/set.gz")
      try TestFiles.write(test.utf8, to: "\(folder)/set.test")
      let sets: DatasetCollection<Double> = try DatasetFile.read(path: "\(folder)/set.gz")
      #expect(sets.training.features.elements == trainingFeatures)
      #expect(sets.test?.features.elements == testFeatures)
    }
  }

  /// With their zeros, 3 · 10⁸ features would take 2.4 GB.
  @Test func wideExamplesStaySparse() throws {
    let lines = (0..<300).map { "\($0 % 2) 1:-4 \(3 + $0):2 1000000:\($0)\n" }.joined()
    try TemporaryFolder.withFile(content: lines.utf8) { path in
      var options = DatasetOptions()
      for (scale, expected) in [(nil, 200), (.unit, 200.0 / 299)]
        as [(DatasetOptions.Scale?, Double)]
      {
        options.scale = scale
        let data: Dataset<Double> = try DatasetFile.read(path: path, options: options).training
        #expect([data.exampleCount, data.featureCount] == [300, 1_000_000])
        #expect(data.features[200, 999_999] == expected && data.features[200, 500] == 0)
        #expect(data.features.byteCount == 900 * 12 + 301 * 8)
      }
      // The smallest value of most columns is the zero that is not stored, but not of the first.
      for scale in [DatasetOptions.Scale.standard, .minmax] {
        options.scale = scale
        let error = try datasetError {
          let _: DatasetCollection<Double> = try DatasetFile.read(path: path, options: options)
        }
        #expect(error?.problem.contains("300 × 1000000 features") == true)
        #expect(error?.remedy.contains("--scale unit") == true)
      }
    }
  }

  @Test(arguments: DatasetOptions.Scale.allCases)
  func isScaledLikeATable(scale: DatasetOptions.Scale) throws {
    let rows = [[0, 2.5, 0, 7], [1, 0, 0, 7], [3, -4, 0, 7]]
    let sparse = rows.enumerated().map { row, values in
      "\(row) "
        + values.enumerated().filter { $0.element != 0 }.map { "\($0.offset + 1):\($0.element)" }
        .joined(separator: " ")
    }
    let table = rows.enumerated().map { row, values in
      (values.map { "\($0)" } + ["\(row)"]).joined(separator: ",")
    }
    let features = try [("a.svm", sparse), ("a.csv", ["a,b,c,d,label"] + table)].map {
      name, lines in
      try TemporaryFolder.withFile(
        content: (lines.joined(separator: "\n") + "\n").utf8, named: name
      ) { path in
        var options = DatasetOptions()
        options.scale = scale
        let data: Dataset<Double> = try DatasetFile.read(path: path, options: options).training
        return data.features
      }
    }
    #expect(features[0] == features[1])
  }

  @Test(arguments: [
    ("1 3:4\n", true), ("# a, b\n\n0\n1\n-1.5 qid:3 1:0.5 2:1e3 # c\n", true),
    ("1,2 3:4\n", true), ("1 3:4 5:", true), ("1 12:30 5\n1 12:31 6\n", false),
    ("1,2,3\n", false), ("1\n2\n", false), ("1 2\n", false), ("a 1:2\n", false), ("1 :2\n", false),
  ])
  func isToldByItsFirstLine(text: String, isRecognized: Bool) throws {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      let format = try? DatasetFormat(detecting: path)
      #expect((format == .svmlight) == isRecognized)
    }
  }
}

@Suite struct SVMLightBadInputTests {
  @Test(arguments: [
    ("1 1:2\n1,3 2:1\n", "line 2", "several labels, 1,3"),
    ("1 1:2\nred 2:1\n", "line 2", "'red' is not a number"),
    ("1 1:2\n2:1\n", "line 2", "'2:1' is not a number"),
    ("1 1:2\n0.5 2:1\n", "line 2", "0.5 is not a whole number"),
    ("1 1:2\n1e999 2:1\n", "line 2", "not a whole number"),
    ("1 1:2\n1 2:x\n", "line 2", "'2:x' is not index:value"),
    ("1 1:2\n1 2 : 3\n", "line 2", "'2' is not index:value"),
    ("1 1:2\n1 2:3:4\n", "line 2", "'2:3:4' is not index:value"),
    ("1 1:2\n1 qid:x 2:1\n", "line 2", "'qid:x' is not index:value"),
    ("1 1:2\n1 99999999999999999999:1\n", "line 2", "is not index:value"),
    ("1 1:2\n1 2:nan\n", "line 2", "'2:nan' is not index:value"),
    ("1 1:2\n1 2:1e999\n", "line 2, feature 2", "too large"),
    ("1 1:2\n1 3:1 2:1\n", "line 2", "2 follows 3"),
    ("1 1:2\n1 3:1 3:1\n", "line 2", "3 follows 3"),
    ("1 1:2\n1 -3:1\n", "line 2", "negative"),
    ("1 1:2\n1 2000000000:1\n", "line 2", "2000000000 is not one of"),
    ("1 1:2\n1 \(Int.max):1\n", "line 2", "\(Int.max) is not one of"),
    ("1\n2\n", "", "unknown"),
    ("# nothing\n", "", "unknown"),
  ])
  func placeAndProblem(text: String, place: String, problem: String) throws {
    let error = try #require(try datasetError { try read(text) })
    #expect(error.place == place)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(!error.remedy.isEmpty && !error.description.contains("\n"), "\(error)")
  }

  @Test func largerIndexInTheTestFileIsAFeature() throws {
    try TemporaryFolder.with { folder in
      try TestFiles.write("1 1:1 3:1\n".utf8, to: "\(folder)/set")
      try TestFiles.write("1 1:1\n2 4:1\n".utf8, to: "\(folder)/set.t")
      let sets: DatasetCollection<Double> = try DatasetFile.read(path: "\(folder)/set")
      #expect(sets.training.features.elements == [1, 0, 1, 0])
      #expect(sets.test?.features.row(1) == [0, 0, 0, 1])
    }
  }

  @Test func numbersBeyondFloatAreRefused() throws {
    try TemporaryFolder.withFile(content: "1 2:1e39\n".utf8) { path in
      let error = try datasetError {
        let _: DatasetCollection<Float> = try DatasetFile.read(path: path)
      }
      #expect(error?.place == "features[0, 1]")
    }
  }

  @Test func damagedFilesEndInDataOrAnError() throws {
    let text = "# c\n+1 qid:2 1:.5 3:-2e1\r\n-1 2:7 # d\n"
    try withDamagedFiles(of: text, significant: "\n :#,9-q") { path in
      try datasetError {
        let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
      }
    }
  }

  private func read(_ text: String) throws {
    try TemporaryFolder.withFile(content: text.utf8) { path in
      let _: DatasetCollection<Double> = try DatasetFile.read(path: path)
    }
  }
}
