import Datasets
import LinearAlgebra
import MATFile
import TestSupport
import Testing

/// What the names and the sizes of the variables of a file say about its sets.
@Suite struct ResolverTests {
  /// Twelve examples of four features in three classes, one example per row.
  static let rows = 12
  static let features = (0..<48).map { Double($0) + 0.5 }
  static let classes = (0..<12).map { $0 % 3 + 1 }

  static let X = MATArray(rowMajor: features, rows: 12, columns: 4)
  static let transposedX = MATArray(features, dimensions: [4, 12])
  static let y = MATArray(classes.map(Double.init), dimensions: [12, 1])
  static let rowOfLabels = MATArray(classes.map(Double.init), dimensions: [1, 12])
  /// 1 for the class of an example, and `low` for the others.
  static func oneHot(low: Double, byRow: Bool) -> MATArray {
    let values = classes.flatMap { label in (1...3).map { $0 == label ? 1 : low } }
    return byRow
      ? MATArray(rowMajor: values, rows: 12, columns: 3) : MATArray(values, dimensions: [3, 12])
  }

  /// Reads a file with the given variables.
  private func read(
    _ variables: [(name: String, array: MATArray)], _ options: DatasetOptions = DatasetOptions()
  ) throws -> ExampleCollection<Double> {
    try TemporaryFolder.withFile { path in
      try TestFiles.write(MATFile.encode(variables, version: .v7), to: path)
      return try DatasetFile.examples(path: path, options: options)
    }
  }

  private func isWhole(_ examples: Examples<Double>?) -> Bool {
    examples?.features.elements == Self.features
      && examples?.labels?.texts == Self.classes.map(String.init)
  }

  @Test(arguments: [
    ("X", "y"), ("x_train", "y_train"), ("trainX", "trainY"), ("Xtr", "Ytr"), ("Xtrain", "ytrain"),
    ("train_data", "train_labels"), ("train_patterns", "train_labels"), ("fea", "gnd"),
    ("data", "label"), ("data", "labels"), ("data", "target"), ("images", "labels"),
    ("train_dataset", "train_labels"), ("inputs", "targets"), ("TrainImages", "TrainLabels"),
    ("training_images", "training_labels"), ("train_set_x", "train_set_y"), ("meas", "species"),
    ("a", "b"),
  ])
  func pairsOfNames(_ features: String, _ labels: String) throws {
    for (X, y, axis) in [
      (Self.X, Self.y, DatasetOptions.ExampleAxis.rows), (Self.X, Self.rowOfLabels, .rows),
      (Self.transposedX, Self.rowOfLabels, .columns), (Self.transposedX, Self.y, .columns),
    ] {
      let sets = try read([(features, X), (labels, y)])
      #expect(isWhole(sets.training))
      #expect(sets.reading.features == features && sets.reading.labels == labels)
      #expect(sets.reading.exampleAxis == axis)
      #expect(sets.validation == nil && sets.test == nil)
    }
  }

  @Test(arguments: [
    ("X", "y", "Xval", "yval", "Xtest", "ytest"),
    ("x_train", "y_train", "x_valid", "y_valid", "x_test", "y_test"),
    ("trainX", "trainY", "valX", "valY", "testX", "testY"),
    ("Xtr", "Ytr", "Xval", "Yval", "Xte", "Yte"),
    ("train_data", "train_labels", "val_data", "val_labels", "test_data", "test_labels"),
    (
      "train_dataset", "train_labels", "valid_dataset", "valid_labels", "test_dataset",
      "test_labels"
    ),
    ("images", "labels", "images_val", "labels_val", "t10k_images", "t10k_labels"),
  ])
  func siblings(
    _ X: String, _ y: String, _ Xval: String, _ yval: String, _ Xtest: String, _ ytest: String
  ) throws {
    let part = MATArray(rowMajor: [0.5, 1.5, 2.5, 3.5], rows: 1, columns: 4)
    let label = MATArray(scalar: 2.0)
    let variables = [
      (Xtest, part), (ytest, label), (Xval, part), (yval, label), (X, Self.X), (y, Self.y),
    ].map { (name: $0.0, array: $0.1) }
    var options = DatasetOptions()
    for isNamed in [false, true] {
      if isNamed {
        options.features = [X]
        options.labels = y
      }
      let sets = try read(variables, options)
      #expect(isWhole(sets.training))
      #expect(sets.reading.validation == Xval && sets.reading.test == Xtest)
      #expect(sets.validation?.features.elements == [0.5, 1.5, 2.5, 3.5])
      #expect(sets.test?.labels?.texts == ["2"])
    }
  }

  @Test func structures() throws {
    let train = MATArray(structure: [("images", Self.X), ("labels", Self.y)])
    let test = MATArray(structure: [("images", Self.X), ("labels", Self.rowOfLabels)])
    let mapping = MATArray(rowMajor: [0.0, 48, 1, 49], rows: 2, columns: 2)
    let sets = try read([
      (
        "dataset",
        MATArray(structure: [("train", train), ("test", test), ("mapping", mapping)])
      )
    ])
    #expect(isWhole(sets.training) && isWhole(sets.test))
    #expect(sets.reading.features == "dataset.train.images")
    #expect(sets.reading.test == "dataset.test.images")
    var options = DatasetOptions()
    options.features = ["data.X"]
    options.labels = "data.kind"
    let named = try read(
      [("data", MATArray(structure: [("X", Self.transposedX), ("kind", Self.y)]))], options)
    #expect(isWhole(named.training))
  }

  @Test(arguments: [0.0, -1.0], [true, false])
  func matricesOfLabels(low: Double, byRow: Bool) throws {
    for X in [Self.X, Self.transposedX] {
      let sets = try read([("X", X), ("y", Self.oneHot(low: low, byRow: byRow))])
      #expect(isWhole(sets.training))
    }
  }

  @Test func labelsAsText() throws {
    let names = Self.classes.map { ["setosa", "versicolor", "virginica"][$0 - 1] }
    let cells = MATArray(cell: names.map { MATArray($0) }, dimensions: [12, 1])
    let width = names.map(\.count).max()!
    let padded = names.map { Array(($0.padding(width)).utf16) }
    let characters = MATArray(
      dimensions: [12, width], .char((0..<width).flatMap { column in padded.map { $0[column] } }))
    for text in [cells, characters] {
      let sets = try read([("meas", Self.X), ("species", text)])
      #expect(sets.training.labels?.texts == names)
    }
  }

  @Test func numbersOfSets() throws {
    let set = MATArray((0..<12).map { $0 < 8 ? 1.0 : 3.0 }, dimensions: [1, 12])
    let sets = try read([
      (
        "images",
        MATArray(structure: [
          ("data", Self.transposedX), ("labels", Self.rowOfLabels), ("set", set),
        ])
      )
    ])
    #expect(sets.training.features.elements == Array(Self.features.prefix(32)))
    #expect(sets.test?.features.elements == Array(Self.features.suffix(16)))
    #expect(sets.test?.labels?.texts == Self.classes.suffix(4).map(String.init))
    #expect(sets.validation == nil)
  }

  @Test func aMatrixPerClass() throws {
    let parts = (0..<3).map { label in
      MATArray(
        rowMajor: (0..<2).flatMap { row in
          (0..<4).map { Double(10 * label + row) + 0.1 * Double($0) }
        },
        rows: 2, columns: 4)
    }
    let sets = try read(
      (0..<3).map { ("test\($0)", parts[$0]) } + (0..<3).map { ("train\($0)", parts[$0]) })
    #expect(sets.training.labels?.texts == ["0", "0", "1", "1", "2", "2"])
    #expect(sets.training.features[4, 0] == 20)
    #expect(sets.test?.features == sets.training.features)
    #expect(sets.reading.features == "train0, train1, train2")
  }

  @Test(
    arguments: [
      ("data", "data:last", 4), ("data", "data(:,end)", 4), ("data", "last", 4), ("data", "-1", 4),
      ("data", "5", 4), (nil, "5", 4), (nil, "data:5", 4), (nil, nil, 4),
      ("data(:,1:2)", "data:last", 2),
    ] as [(String?, String?, Int)])
  func columns(_ features: String?, _ labels: String?, count: Int) throws {
    let values = (0..<12).flatMap { row in
      Self.features[4 * row..<4 * row + 4] + [Double(Self.classes[row])]
    }
    var options = DatasetOptions()
    options.features = features.map { [$0] } ?? []
    options.labels = labels
    let sets = try read([("data", MATArray(rowMajor: values, rows: 12, columns: 5))], options)
    #expect(sets.training.features.columns == count)
    #expect(sets.training.labels?.texts == Self.classes.map(String.init))
    #expect(sets.training.features.row(1).first == 4.5)
  }

  @Test func severalVariables() throws {
    var options = DatasetOptions()
    options.features = ["a", "b"]
    let sets = try read(
      [("a", Self.X), ("b", MATArray(Self.classes.map(Double.init))), ("y", Self.y)], options)
    #expect(sets.training.features.columns == 5)
    #expect(sets.training.features.row(2) == [8.5, 9.5, 10.5, 11.5, 3])
  }

  /// An image of 3 × 2 pixels whose number in row y and column x of example m is 100 m + 10 y + x.
  @Test func imagesAlongAnyDimension() throws {
    func number(_ m: Int, _ y: Int, _ x: Int) -> Double { Double(100 * m + 10 * y + x) + 0.5 }
    let last = (0..<5).flatMap { m in (0..<2).flatMap { x in (0..<3).map { number(m, $0, x) } } }
    let first = (0..<2).flatMap { x in (0..<3).flatMap { y in (0..<5).map { number($0, y, x) } } }
    let labels = MATArray([1, 2, 1, 2, 1] as [Double])
    for (values, dimensions) in [(last, [3, 2, 5]), (first, [5, 3, 2])] {
      let sets = try read([
        ("images", MATArray(values, dimensions: dimensions)), ("labels", labels),
      ])
      let shape = try #require(sets.training.imageShape)
      #expect(shape.height == 3 && shape.width == 2)
      #expect(sets.training.features[4, shape.featureIndex(y: 2, x: 1)] == 421.5)
    }
  }

  @Test(arguments: [
    ([("X", X)], "labels"), ([("a", X), ("b", X), ("c", y)], "--features"),
    ([("X", X), ("fine_labels", y), ("coarse_labels", y)], "fine_labels (12 × 1), coarse_labels"),
    ([("X", MATArray("text")), ("y", y)], "--features"),
  ])
  func asksWhereNothingDecides(
    _ variables: [(name: String, array: MATArray)], _ hint: String
  ) throws {
    let error = try #require(try datasetError { _ = try read(variables) })
    #expect(error.description.contains(hint), "\(error)")
  }
}

extension String {
  /// The text with blanks up to a number of characters.
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: width - count)
  }
}
