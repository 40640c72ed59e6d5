/// What the name of a file with one array says about it.
///
/// `kmnist-train-imgs.npz` has the images of the training set of `kmnist`, and the labels are in
/// `kmnist-train-labels.npz`.
struct DataFileName {
  /// What is in a file.
  private enum Content: Equatable {
    case features(String)
    case labels(String)
  }

  /// The words that are the same in all files of a data set.
  private let words: [String]
  private let split: Split?
  private let content: Content?

  /// Parses a name without its ending.
  init(_ stem: String) {
    var words: [String] = []
    var split: Split?
    var content: Content?
    for word in stem.lowercased().split(whereSeparator: { "-_. ".contains($0) }).map(String.init) {
      let (role, rest) = Self.splitting(word)
      let found = Self.content(of: rest)
      if rest.isEmpty || found != nil, role == nil || split == nil,
        found == nil || content == nil
      {
        split = role ?? split
        content = found ?? content
      } else {
        words.append(word)
      }
    }
    self.words = words
    self.split = split
    self.content = content
  }

  /// Whether the file has labels.
  var isOfLabels: Bool { if case .labels = content { true } else { false } }

  /// Whether the name says what is in the file.
  var hasContent: Bool { content != nil }

  /// Whether another file has a part of the data set that this one is given for: its features or
  /// labels, and if it is not a validation or test set itself, those of these sets.
  func belongs(with other: DataFileName) -> Bool {
    guard let content, let theirs = other.content, words == other.words else { return false }
    guard other.split == split || (split == nil || split == .training) && other.isHeldOut else {
      return false
    }
    switch (content, theirs) {
    case (.features(let mine), .features(let word)): return mine == word
    case (.features(let mine), .labels(let word)), (.labels(let mine), .features(let word)),
      (.labels(let mine), .labels(let word)):
      return ["x", "y"].contains(mine) == ["x", "y"].contains(word)
    }
  }

  private var isHeldOut: Bool { split == .validation || split == .test }

  private static func content(of word: String) -> Content? {
    switch word {
    case "x", "features", "images", "image", "imgs", "img", "data", "inputs", "patterns":
      .features(word)
    case "y", "labels", "label", "targets", "target", "classes": .labels(word)
    default: nil
    }
  }

  /// The split at the beginning or the end of a word, and the rest of the word.
  private static func splitting(_ word: String) -> (split: Split?, rest: String) {
    let names: [(Split, [String])] = [
      (.training, ["training", "train"]), (.validation, ["validation", "valid", "val"]),
      (.test, ["testing", "test", "t10k"]),
    ]
    for (split, names) in names {
      for name in names {
        if word.hasPrefix(name) { return (split, String(word.dropFirst(name.count))) }
        if word.hasSuffix(name) { return (split, String(word.dropLast(name.count))) }
      }
    }
    return (nil, word)
  }
}
