import Datasets
import LinearAlgebra
import TestSupport
import Testing

/// Missing values and categories.
@Suite struct TableValueTests {
  private static let table = """
    age,color,weight,size,class
    31,red,70.5,3,a
    ?,green,NA,1,b
    45,red,81.25,2,a
    28,,66,3,b
    N/A,blue,59.125,NaN,a
    52,green,null,2,b

    """

  /// scikit-learn 1.9.1: `SimpleImputer` with the strategies `mean` and `most_frequent`, and
  /// `OneHotEncoder`, of the table read by pandas 3.1.1.
  @Test(arguments: ["color", "2", "all"])
  func meanAndOneHot(categorical: String) throws {
    let (examples, reading) = try csv(
      Self.table,
      options { ($0.missingValues, $0.categorical) = (.mean, [categorical]) })
    #expect(
      examples.features.elements == [
        31, 0, 0, 1, 70.5, 3, 39, 0, 1, 0, 69.21875, 1, 45, 0, 0, 1, 81.25, 2, 28, 0, 1, 0, 66, 3,
        39, 1, 0, 0, 59.125, 2.2, 52, 0, 1, 0, 69.21875, 2,
      ])
    #expect(examples.labels == .texts(["a", "b", "a", "b", "a", "b"]))
    #expect(reading.features == "4 columns (age … size) as 6 features")
    #expect(
      reading.columns == [
        FeatureColumn(name: "age", kind: .number(replacement: 39)),
        FeatureColumn(
          name: "color", kind: .category(["blue", "green", "red"], replacement: "green")),
        FeatureColumn(name: "weight", kind: .number(replacement: 69.21875)),
        FeatureColumn(name: "size", kind: .number(replacement: 2.2)),
      ])
    #expect(reading.notes.count == 1 && reading.notes[0].contains("6 missing values"))
  }

  /// pandas 3.1.1, `dropna`, and `OneHotEncoder` of two columns.
  @Test func dropAndOneHotNumbers() throws {
    let (examples, reading) = try csv(
      Self.table,
      options { ($0.missingValues, $0.categorical) = (.drop, ["color", "size"]) })
    #expect(examples.features.elements == [31, 1, 70.5, 0, 1, 45, 1, 81.25, 1, 0])
    #expect(examples.labels == .texts(["a", "a"]))
    #expect(reading.notes == ["Left out 4 of 6 examples with missing values"])
  }

  @Test(
    arguments: [
      ("a,b,class\n1,2,p\n3,?,q\n", nil, "line 3, column 2 (b)", "--missing mean"),
      ("a,b,class\n1,2,p\n3,4,\n", nil, "line 3, column 3 (class)", "--missing drop"),
      ("a,b,class\n1,2,p\n3,4,NA\n", .mean, "line 3, column 3 (class)", "--missing drop"),
      ("a,b,class\n1,,p\n3,,q\n", .mean, "column b", "--ignore b"),
      ("a,b,class\n1,,p\n3,,q\n", .drop, "records", "at least one example"),
    ] as [(String, DatasetOptions.MissingValues?, String, String)])
  func missingValuesAreRefused(
    text: String, missing: DatasetOptions.MissingValues?, place: String, remedy: String
  ) throws {
    let error = try #require(
      try datasetError { _ = try csv(text, options { $0.missingValues = missing }) })
    #expect(error.place == place)
    #expect(error.remedy.contains(remedy))
  }

  @Test func missingLabelsAreDropped() throws {
    let (examples, _) = try csv(
      "a,class\n1,p\n2,?\n3,q\n", options { $0.missingValues = .drop })
    #expect(examples.features.elements == [1, 3])
    #expect(examples.labels == .texts(["p", "q"]))
  }

  /// A category for each record would take the square of their number.
  @Test func oneHotMemoryIsBounded() throws {
    let text = "t,a,class\n" + (0..<20_000).map { "x\($0),\($0 % 2),p\n" }.joined()
    let error = try datasetError { _ = try csv(text, options { $0.categorical = ["t"] }) }
    #expect(error?.kind == .unsupported)
    #expect(error?.place == "column t")
  }

  /// Many examples with fewer categories than that.
  @Test func oneHotSizeIsBounded() throws {
    let text = "t,a,class\n" + (0..<30_000).map { "x\($0 % 10_000),\($0 % 2),p\n" }.joined()
    let error = try datasetError { _ = try csv(text, options { $0.categorical = ["t"] }) }
    #expect(error?.place == "column t")
    #expect(error?.problem.contains("30000 × 10001") == true)
  }

  @Test func nominalAttributesAreEncodedInDeclaredOrder() throws {
    let text = """
      @relation r
      @attribute size {small, large, huge}
      @attribute a numeric
      @attribute note string
      @attribute play {yes, no}
      @data
      large, 1, x, yes
      small, ?, y, no
      large, 3, z, no

      """
    let error = try datasetError { _ = try arff(text, options { $0.missingValues = .mean }) }
    #expect(error?.remedy.contains("--ignore note") == true)
    let (examples, reading) = try arff(
      text, options { ($0.missingValues, $0.ignored) = (.mean, ["note"]) })
    #expect(examples.features.elements == [0, 1, 0, 1, 1, 0, 0, 2, 0, 1, 0, 3])
    #expect(examples.labels == .texts(["yes", "no", "no"]))
    #expect(reading.labels == "attribute play")
    #expect(reading.features == "2 attributes (size, a) as 4 features")
    #expect(reading.notes.contains { $0.hasPrefix("Encoded size as 3 features") })
  }

  @Test func damagedTablesEndInDataOrAnError() throws {
    let model = ModelInput(
      featureCount: 6,
      columns: try csv(
        Self.table, options { ($0.missingValues, $0.categorical) = (.mean, ["color"]) }
      ).reading.columns)
    let all: [DatasetOptions] = [
      options { ($0.missingValues, $0.categorical) = (.mean, ["all"]) },
      options { ($0.missingValues, $0.requiresLabels) = (.drop, false) },
      options { ($0.input, $0.requiresLabels) = (model, false) },
    ]
    try withDamagedFiles(of: Self.table, significant: "\n,?\"1;") { path in
      let content = try TestFiles.bytes(path)[...]
      for options in all {
        try datasetError {
          let examples: Examples<Double> = try CSV.examples(content, options: options).examples
          let areFinite = examples.features.elements.allSatisfy(\.isFinite)
          #expect(areFinite)
        }
      }
    }
  }
}

private typealias Result = (examples: Examples<Double>, reading: DatasetReading)

private func csv(_ text: String, _ options: DatasetOptions) throws -> Result {
  try CSV.examples(Array(text.utf8)[...], options: options)
}

private func arff(_ text: String, _ options: DatasetOptions) throws -> Result {
  try ARFF.examples(Array(text.utf8)[...], options: options)
}
