import Datasets
import LinearAlgebra
import Testing

/// Tables for a model that was trained on another table.
@Suite struct TableModelTests {
  /// A model of three columns with names, one of them categorical.
  static let named = ModelInput(
    featureCount: 4,
    columns: [
      FeatureColumn(name: "a", kind: .number(replacement: 7.5)),
      FeatureColumn(name: "color", kind: .category(["blue", "red"], replacement: nil)),
      FeatureColumn(name: "b", kind: .number(replacement: nil)),
    ])
  static let unnamed = ModelInput(featureCount: 2)
  static let classified = ModelInput(
    featureCount: 4, columns: named.columns, encoding: LabelEncoding(labels: ["p", "q"]))

  struct Case: CustomTestStringConvertible {
    let text: String
    var input = TableModelTests.named
    var change: @Sendable (inout DatasetOptions) -> Void = { _ in }
    var features: [Double] = [1, 0, 1, 2, 3, 1, 0, 4]
    var labels: Labels?
    var notes: [String] = []

    var testDescription: String { String(text.prefix(40)) }
  }

  @Test(arguments: [
    Case(text: "a,color,b\n1,red,2\n3,blue,4\n"),
    Case(text: "b,a,color\n2,1,red\n4,3,blue\n", notes: ["by name"]),
    Case(
      text: "color,b,class,a\nred,2,p,1\nblue,4,q,3\n", labels: .texts(["p", "q"]),
      notes: ["by name"]),
    Case(text: "a,color,b,kind\n1,red,2,0.5\n3,blue,4,1.5\n", labels: .texts(["0.5", "1.5"])),
    Case(text: "id,a,color,b\n1,1,red,2\n2,3,blue,4\n", notes: ["Left out id"]),
    Case(text: "u,v,a,color,b\n1,1,1,red,2\n2,1,3,blue,4\n", notes: ["Left out u, v"]),
    Case(text: "a,color,b,class\n1,red,2,?\n3,blue,4,p\n", notes: ["1 of 2"]),
    Case(text: "a,color,b\n?,red,2\n", features: [7.5, 0, 1, 2], notes: ["1 missing value"]),
    Case(
      text: "a,color,b\n1,red,2\n3,?,4\n", change: { $0.missingValues = .drop },
      features: [1, 0, 1, 2], notes: ["1 of 2 examples"]),
    Case(text: "1,red,2\n3,blue,4\n", notes: ["by position"]),
    Case(
      text: "1,red,2,p\n3,blue,4,q\n", change: { $0.labels = "last" },
      labels: .texts(["p", "q"]), notes: ["by position"]),
    Case(
      text: "u,v,a,color,b,kind\n1,1,1,red,2,p\n2,1,3,blue,4,q\n", labels: .texts(["p", "q"]),
      notes: ["Left out u, v"]),
    // Without names.
    Case(text: "1,2\n1,2\n1,3\n", input: unnamed, features: [1, 2, 1, 2, 1, 3]),
    Case(
      text: "5,6,p\n7,8,q\n", input: unnamed, features: [5, 6, 7, 8],
      labels: .texts(["p", "q"])),
    Case(
      text: "u,v,label\n5,6,1\n7,8,0\n", input: unnamed, features: [5, 6, 7, 8],
      labels: .numbers([1, 0]), notes: ["by position"]),
    Case(
      text: "id,u,v\n1,5,6\n2,7,8\n", input: unnamed, features: [5, 6, 7, 8],
      notes: ["Left out id", "by position"]),
    // Other columns are no labels of a model whose classes they don't have.
    Case(
      text: "a,color,b,kind\n1,red,2,x\n3,blue,4,y\n", input: classified,
      notes: ["Left out kind"]),
    Case(
      text: "a,color,b,kind\n1,red,2,p\n3,blue,4,q\n", input: classified,
      labels: .texts(["p", "q"])),
    Case(
      text: "5,6,9\n7,8,9\n", input: unnamed, change: { $0.ignored = ["3"] },
      features: [5, 6, 7, 8]),
    Case(
      text: "5,6,9\n7,8,9\n", input: unnamed, change: { $0.features = ["2:3"] },
      features: [6, 9, 8, 9], labels: .numbers([5, 7])),
  ])
  func prediction(_ expected: Case) throws {
    let (examples, reading) = try read(
      expected.text, expected.input, requiresLabels: false, expected.change)
    #expect(examples.features.elements == expected.features)
    #expect(examples.labels == expected.labels)
    #expect((reading.labels == nil) == (expected.labels == nil))
    #expect(reading.notes.count == expected.notes.count, "\(reading.notes)")
    for (note, words) in zip(reading.notes, expected.notes) { #expect(note.contains(words)) }
  }

  @Test(
    arguments: [
      // A feature that lacks, a category and a missing value that the model doesn't know.
      ("a,color\n1,red\n", named, false, "column b", "missing"),
      ("x,color\n1,red\n", named, false, "column a, b", "2 features of the model are missing"),
      ("a,a,color,b\n1,1,red,2\n", named, false, "column a", "2 columns have the name"),
      ("a,color,b\n1,green,2\n", named, false, "line 2, column 2 (color)", "'green'"),
      ("a,color,b\n1,?,2\n", named, false, "line 2, column 2 (color)", "no replacement"),
      ("a,color,b\n1,red,NA\n", named, false, "line 2, column 3 (b)", "no replacement"),
      ("a,color,b\nx,red,2\n", named, false, "line 2, column 1 (a)", "'x' is not"),
      // Too few or too many columns without names; labels that are required.
      ("1,2,3,4,5\n6,7,8,9,10\n", unnamed, false, "", "5 feature columns, but the model has 2"),
      ("1,p\n2,q\n", ModelInput(featureCount: 3), false, "", "has 3"),
      ("1,2\n3,4\n", unnamed, true, "", "can't be detected"),
      ("a,color,b\n1,red,2\n", named, true, "", "can't be detected"),
      ("a,color,b,u,v\n1,red,2,1,1\n", named, true, "", "can't be detected"),
    ] as [(String, ModelInput, Bool, String, String)])
  func refused(
    text: String, input: ModelInput, requiresLabels: Bool, place: String, problem: String
  ) throws {
    let error = try #require(
      try datasetError { _ = try read(text, input, requiresLabels: requiresLabels) })
    #expect(error.place == place)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  /// The columns of a reading describe the same features in another table.
  @Test func roundTrip() throws {
    let text = "t,n,label\nx,1,0\ny,?,1\nz,3,0\n"
    var options = DatasetOptions()
    options.categorical = ["t"]
    options.missingValues = .mean
    let first: (examples: Examples<Float>, reading: DatasetReading) = try CSV.examples(
      Array(text.utf8)[...], options: options)
    let model = ModelInput(
      featureCount: first.examples.features.columns, columns: first.reading.columns)
    let second = try read("n,label,t\n1,0,x\n?,1,y\n3,0,z\n", model, requiresLabels: true)
    #expect(second.examples.features.elements == first.examples.features.elements.map(Double.init))
    #expect(second.examples.labels == first.examples.labels)
    #expect(second.reading.columns == first.reading.columns)
  }
}

private func read(
  _ text: String, _ input: ModelInput, requiresLabels: Bool,
  _ change: (inout DatasetOptions) -> Void = { _ in }
) throws -> (examples: Examples<Double>, reading: DatasetReading) {
  var options = DatasetOptions()
  options.input = input
  options.requiresLabels = requiresLabels
  change(&options)
  return try CSV.examples(Array(text.utf8)[...], options: options)
}
