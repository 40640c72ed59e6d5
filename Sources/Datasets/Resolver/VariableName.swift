/// What the words of a variable's path say about it: `x_train`, `trainX`, `Xtr`, `train_patterns`,
/// `data.train.images` and `emnist-letters-train-images` all are features of a training set.
struct VariableName {
  /// What a variable holds.
  enum Part {
    /// Features, with the rank of the word: smaller is surer.
    case features(rank: Int)
    /// Labels, with the rank of the word.
    case labels(rank: Int)
    /// The number of the set of each example: 1 training, 2 validation, 3 test.
    case setNumbers
  }

  /// The set that the name states; `nil` if it states none.
  let split: Split?
  /// What the name says that the variable holds; `nil` if it doesn't.
  let part: Part?
  /// The other words, which the variables of a data set have in common.
  let stem: [String]
  /// The number at the end of the name, which may be the label of all its examples.
  let number: Int?
  /// Whether the variable describes the data, as `target_names` does.
  let isDescription: Bool

  /// Reads the words of a path.
  init(_ path: String) {
    var words = Self.words(of: path)
    number = words.last.flatMap { Int($0) }
    if number != nil { words.removeLast() }
    isDescription = !Self.foreign.isDisjoint(with: words)
    guard !isDescription else {
      split = nil
      part = nil
      stem = words
      return
    }
    // The last word counts: in `train.labels` and `images.labels` it is the label. The weak words
    // count where there is no other.
    let splitPlace = words.lastIndex { Self.splits[$0] != nil }
    let partPlace =
      words.lastIndex { Self.strongParts[$0] != nil }
      ?? words.lastIndex { Self.weakParts[$0] != nil }
    split = splitPlace.flatMap { Self.splits[words[$0]] }
    part = partPlace.flatMap { Self.strongParts[words[$0]] ?? Self.weakParts[words[$0]] }
    stem = words.indices.filter { $0 != splitPlace && $0 != partPlace }.map { words[$0] }
  }

  /// The names of the sets.
  private static let splits: [String: Split] = [
    "train": .training, "training": .training, "trn": .training, "tr": .training,
    "valid": .validation, "validation": .validation, "val": .validation, "dev": .validation,
    "test": .test, "testing": .test, "tst": .test, "te": .test, "t10k": .test,
  ]

  private static let strongParts: [String: Part] = {
    let features = [
      ["x"], ["features", "feature", "fea", "feat", "feats"],
      ["images", "image", "imgs", "img", "pictures"],
      ["patterns", "inputs", "input", "pixels", "attributes"],
    ]
    let labels = [
      ["y"], ["labels", "label", "lab", "labs", "lbls"], ["targets", "target", "gnd"],
      ["classes", "class", "truth", "species", "outputs", "output", "folders"],
    ]
    var parts: [String: Part] = ["set": .setNumbers]
    for (rank, words) in features.enumerated() {
      for word in words { parts[word] = .features(rank: rank) }
    }
    for (rank, words) in labels.enumerated() {
      for word in words { parts[word] = .labels(rank: rank) }
    }
    return parts
  }()

  /// The words that name features unless another word says more, as in `data.y`.
  private static let weakParts: [String: Part] = [
    "data": .features(rank: 4), "samples": .features(rank: 5), "dataset": .features(rank: 5),
  ]

  /// The words of variables that describe the data, such as `target_names`.
  private static let foreign: Set = [
    "names", "name", "mapping", "description", "descr", "ordering", "meta", "filename",
    "filenames", "writers", "count", "size", "mean", "std",
  ]

  /// The lowercase words of a path, which are separated by other characters than letters and
  /// digits, by a capital letter after a small one, or by a change between letters and digits.
  private static func words(of path: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous: Character = "."
    for character in path {
      let isBoundary =
        !(character.isLetter || character.isNumber)
        || (previous.isLowercase && character.isUppercase)
        || (previous.isLetter && character.isNumber && word.lowercased() != "t")
      if isBoundary, !word.isEmpty {
        words.append(word)
        word = ""
      }
      if character.isLetter || character.isNumber { word.append(character) }
      previous = character
    }
    if !word.isEmpty { words.append(word) }
    return words.flatMap { parts(ofWord: $0.lowercased()) }
  }

  /// The two known words that a word is made of, as in `xtrain` or `testdata`; otherwise the word.
  private static func parts(ofWord word: String) -> [String] {
    guard !isKnown(word) else { return [word] }
    for place in word.indices.dropFirst() {
      let (first, second) = (String(word[..<place]), String(word[place...]))
      guard (splits[first] != nil && isPart(second)) || (isPart(first) && splits[second] != nil)
      else { continue }
      return [first, second]
    }
    return [word]
  }

  private static func isPart(_ word: String) -> Bool {
    strongParts[word] != nil || weakParts[word] != nil
  }

  private static func isKnown(_ word: String) -> Bool { splits[word] != nil || isPart(word) }
}

extension VariableName {
  /// The rank of the word for features; `nil` for other variables.
  var featureRank: Int? {
    if case .features(let rank) = part { rank } else { nil }
  }

  /// The rank of the word for labels; `nil` for other variables.
  var labelRank: Int? {
    if case .labels(let rank) = part { rank } else { nil }
  }

  /// Whether a name is that of a set or a class with its number, as `train0`, `class2` or `digit7`.
  var isNumberOfClass: Bool {
    guard number != nil else { return false }
    switch part {
    case nil: return split != nil && stem.isEmpty || ["digit", "digits"].contains(stem.first)
    case .labels: return stem.isEmpty
    case .features, .setNumbers: return split != nil && stem.isEmpty
    }
  }

  /// Whether another variable belongs to the data set of this one: it has its features or labels, or
  /// those of the validation or test set if this one is of neither.
  func belongs(with other: VariableName) -> Bool {
    guard part != nil, other.part != nil, stem == other.stem,
      number == other.number
    else { return false }
    let isHeldOut = other.split == .validation || other.split == .test
    return other.split == split || (split == nil || split == .training) && isHeldOut
  }

  /// Whether it holds the number of the set of each example.
  var isSetNumbers: Bool {
    if case .setNumbers = part { true } else { false }
  }
}
