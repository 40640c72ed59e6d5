import Datasets
import LinearAlgebra
import Testing

/// What is decided about the columns of tables, and what is asked for.
@Suite struct TableDecisionTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    var options = DatasetOptions()
    var features: String
    var labels: String?
    var ignored: [String] = []
    /// Words of the notes, one for each.
    var notes: [String] = []

    var testDescription: String { String(text.prefix(40)) }
  }

  @Test(arguments: [
    // The index that pandas and R write, also of shuffled records.
    Case(
      text: ",a,b,label\n0,.1,.2,0\n1,.3,.1,1\n2,.5,.7,0\n", features: "2 columns (a, b)",
      labels: "column label", ignored: ["1"], notes: ["Left out the column 1, which numbers"]),
    Case(
      text: "Unnamed: 0,a,b,label\n7,.1,.2,0\n3,.3,.1,1\n9,.5,.7,0\n", features: "2 columns (a, b)",
      labels: "column label", ignored: ["1"], notes: ["identifies the records"]),
    Case(
      text: "\"\",\"a\",\"Species\"\n\"x1\",.1,\"s\"\n\"x2\",.3,\"t\"\n", features: "1 column (a)",
      labels: "column Species", ignored: ["1"], notes: ["identifies"]),
    // Identifiers by name, if no value occurs twice.
    Case(
      text: "a,PassengerId,class\n.1,893,p\n.2,892,q\n", features: "1 column (a)",
      labels: "column class", ignored: ["PassengerId"], notes: ["Left out PassengerId"]),
    Case(
      text: "name,a,kind\nx,.1,p\ny,.2,q\n", features: "1 column (a)", labels: "column kind",
      ignored: ["name"], notes: ["Left out name"]),
    Case(
      text: "grid,a,class\n1,.1,p\n2,.2,q\n", features: "2 columns (grid, a)",
      labels: "column class"),
    Case(
      text: "patient_id,a,class\n" + String(repeating: "1,.1,p\n2,.2,q\n", count: 5),
      features: "2 columns (patient_id, a)", labels: "column class",
      notes: ["--ignore patient_id"]),
    // Without a header: records that are numbered from 0 or 1, and large distinct numbers.
    Case(
      text: records { "\($0 + 1),0.\($0),\($0 % 3)" }, features: "1 column (2)",
      labels: "column 3", ignored: ["1"], notes: ["numbers the records"]),
    Case(
      text: records { "\(842_302 + 17 * $0),\("MB".character($0)),0.\($0),1.\($0)" },
      features: "2 columns (3, 4)", labels: "column 2", ignored: ["1"], notes: ["identifies"]),
    Case(
      text: records { "\(842_302 + 17 * $0),\("MB".character($0)),0.\($0),1.\($0)" },
      options: options { $0.labels = "2" },
      features: "2 columns (3, 4)", labels: "column 2", ignored: ["1"], notes: ["identifies"]),
    Case(
      text: records { "sample\($0),0.\($0),\("MB".character($0))" }, features: "1 column (2)",
      labels: "column 3", ignored: ["1"], notes: ["identifies"]),
    Case(
      text: records { "\(1_002_945 + 991 * ($0 / 2 * 2 + $0 % 7)),\($0 % 9),\(2 + $0 % 2 * 2)" },
      features: "1 column (2)", labels: "column 3", ignored: ["1"], notes: ["identifies"]),
    Case(
      text: "No,a,class\n1,.1,p\n2,.2,q\n", features: "1 column (a)", labels: "column class",
      ignored: ["No"], notes: ["Left out No, which numbers"]),
    Case(
      text: "No,a,class\n3,.1,p\n2,.2,q\n", features: "2 columns (No, a)", labels: "column class"),
    // A year and a time stay, and whole numbers beside others.
    Case(
      text: records { "\(1990 + $0),0.\($0),\("MB".character($0))" },
      features: "2 columns (1, 2)", labels: "column 3", notes: ["--ignore 1"]),
    Case(
      text: records { "\(1_609_459_200 + 3600 * $0),0.\($0),\("MB".character($0))" },
      features: "2 columns (1, 2)", labels: "column 3", notes: ["--ignore 1"]),
    Case(
      text: records { "\(1000 + $0 * $0),\(7 * $0),\("MB".character($0))" },
      features: "2 columns (1, 2)", labels: "column 3", notes: ["--ignore 1"]),
    Case(
      text: records { "\(10 + $0 * $0),\(7 * $0),\("MB".character($0))" },
      features: "2 columns (1, 2)", labels: "column 3"),
    Case(
      text: "day,a,class\n" + records { "\($0),0.\($0),\("MB".character($0))" },
      features: "2 columns (day, a)", labels: "column class", notes: ["--ignore day"]),
    // Options.
    Case(
      text: "id,a,b,class\n1,.1,7,p\n2,.2,8,q\n", options: options { $0.features = ["id,a"] },
      features: "2 columns (id, a)", labels: "column class", ignored: ["b"]),
    Case(
      text: "1,2,3,4,5\n",
      options: options { ($0.features, $0.labels) = (["2:3", "-1"], "first") },
      features: "3 columns (2 … 5)", labels: "column 1", ignored: ["4"]),
    Case(
      text: "a,b,c,d\n1,2,3,4\n",
      options: options { ($0.ignored, $0.labels) = (["b", "1"], "last") },
      features: "1 column (c)", labels: "column d", ignored: ["a", "b"]),
    Case(
      text: "x,y,class\n.1,.2,0\n.2,.4,1\n", features: "2 columns (x, y)", labels: "column class"),
    // One-hot labels.
    Case(
      text: "a,label_p,label_q\n.1,1,0\n.2,0,1\n", features: "1 column (a)",
      labels: "columns label_p, label_q (one-hot)"),
    Case(
      text: "y0,y1,y2,a\n1,0,0,.1\n0,0,1,.2\n", features: "1 column (a)",
      labels: "columns y0 … y2 (one-hot)"),
    Case(
      text: "a,class_p,class_q\n.1,True,False\n.2,False,True\n", features: "1 column (a)",
      labels: "columns class_p, class_q (one-hot)"),
    Case(
      text: "a,b,kind\n.1,TRUE,p\n.2,FALSE,q\n", features: "2 columns (a, b)",
      labels: "column kind"),
    // Titles are no labels.
    Case(
      text: "title,a,kind\n" + records { "t\($0),0.\($0),\($0 % 3)" },
      options: options { $0.ignored = ["title"] },
      features: "1 column (a)", labels: "column kind", ignored: ["title"]),
    Case(
      text: ".1,1,0,0\n.2,0,1,0\n", options: options { $0.labels = "2:4" },
      features: "1 column (1)", labels: "columns 2 … 4 (one-hot)"),
  ])
  func decisions(_ expected: Case) throws {
    let reading = try read(expected.text, expected.options).reading
    #expect(reading.format == "csv")
    #expect(reading.features == expected.features)
    #expect(reading.labels == expected.labels)
    #expect(reading.ignored == expected.ignored)
    #expect(reading.notes.count == expected.notes.count, "\(reading.notes)")
    for (note, words) in zip(reading.notes, expected.notes) { #expect(note.contains(words)) }
  }

  @Test(
    arguments: [
      ("a,label_p,label_q\n.1,1,0\n.2,0,1\n", nil, ["p", "q"]),
      ("y0,y1,a\n1,0,.1\n0,1,.2\n", nil, ["0", "1"]),
      ("a,is cat,is dog\n.1,1,0\n.2,0,1\n", "is cat:is dog", ["cat", "dog"]),
      ("a,cat,dog\n.1,1,0\n.2,0,1\n", "dog,cat", ["cat", "dog"]),
      (".1,1,0\n.2,0,1\n", "2:last", ["0", "1"]),
    ] as [(String, String?, [String])])
  func oneHotLabels(text: String, labels: String?, classes: [String]) throws {
    let examples = try read(text, options { $0.labels = labels }).examples
    #expect(examples.labels?.texts == classes)
    #expect(examples.features.elements == [0.1, 0.2])
  }

  /// A table of text has a header if its first record never occurs again.
  @Test(arguments: [
    ("color,shape,class\nred,round,p\nblue,long,q\nred,long,p\nblue,round,q\n", 4),
    ("red,long,q\nred,round,p\nblue,long,q\nred,long,p\nblue,round,q\n", 5),
  ])
  func headerOfText(text: String, count: Int) throws {
    let all = options { ($0.categorical, $0.labels) = (["all"], "last") }
    #expect(try read(text, all).examples.features.rows == count)
  }

  @Test(
    arguments: [
      // Candidates are named, and the option.
      (records { "0.\($0),\($0 % 2),\(1 - $0 % 2)" }, options { _ in }, "--labels: 2:3 or 3"),
      (records { "\($0 % 2),0.\($0),\($0 % 3)" }, options { _ in }, "--labels: 1, 3"),
      ("a,class,target\n.1,0,1\n.2,1,0\n", options { _ in }, "--labels: class, target"),
      ("a,b,c\n.1,x,p\n.2,y,q\n", options { _ in }, "--labels: b, c"),
      ("a,b\n.1,.5\n.2,.7\n", options { _ in }, "--labels: a, b"),
      (
        "title,a,kind\n" + records { "t\($0),0.\($0),\($0 % 3)" }, options { _ in },
        "--ignore title"
      ),
      // Text in a feature, labels that are no classes, columns that don't exist.
      ("a,b,class\n.1,x,p\n", options { _ in }, "--categorical b"),
      ("a,target\n.1,0.5\n.2,0.7\n", options { _ in }, "regression is not supported"),
      ("a,class\n.1,p\n", options { $0.ignored = ["b"] }, "--ignore a position from 1 to 2, or a"),
      (".1,p\n", options { $0.features = ["b"] }, "--features a position from 1 to 2"),
      ("a,a,class\n.1,.2,p\n", options { $0.features = ["a"] }, "counted from 1: 1, 2"),
      ("a,class\n.1,p\n", options { $0.features = ["2:1"] }, "--features"),
      ("a,class\n.1,p\n", options { ($0.features, $0.labels) = (["a"], "a") }, "in one of"),
      (".1,1,1\n.2,0,1\n", options { $0.labels = "2:3" }, "one column with --labels"),
      (
        records { _ in ".1,1,0" } + String(repeating: ".1,1,0\n", count: 1000) + ".1,0,0\n",
        options { $0.labels = "2:3" }, "a single 1"
      ),
    ] as [(String, DatasetOptions, String)])
  func remedies(text: String, options: DatasetOptions, remedy: String) throws {
    let error = try #require(try datasetError { _ = try read(text, options) })
    #expect(error.remedy.contains(remedy), "\(error)")
    #expect(!error.description.contains("\n"))
  }
}

/// Eleven records.
private func records(_ record: (Int) -> String) -> String {
  (0..<11).map { record($0) + "\n" }.joined()
}

extension String {
  /// One of the characters in turn.
  fileprivate func character(_ index: Int) -> Character {
    self[self.index(startIndex, offsetBy: index % count)]
  }
}

/// Options with some changes.
func options(_ change: (inout DatasetOptions) -> Void) -> DatasetOptions {
  var options = DatasetOptions()
  change(&options)
  return options
}

private func read(
  _ text: String, _ options: DatasetOptions
) throws -> (examples: Examples<Double>, reading: DatasetReading) {
  try CSV.examples(Array(text.utf8)[...], options: options)
}
