/// The part that a set of examples plays.
enum Split: CaseIterable {
  case training
  case validation
  case test

  /// The part that the name of a file tells, or `nil`: files are named for the set at their
  /// beginning, as `train-images-idx3-ubyte` and `t10k-images-idx3-ubyte` are.
  init?(fileName: String) {
    let name = fileName.lowercased()
    guard let role = Self.allCases.first(where: { $0.beginnings.contains(where: name.hasPrefix) })
    else { return nil }
    self = role
  }

  /// The part that the name of a folder tells, or `nil`: its last part has the word in it.
  init?(folder: String) {
    let name = Datasets.fileName(folder).lowercased()
    guard let role = Self.allCases.first(where: { $0.beginnings.contains(where: name.contains) })
    else { return nil }
    self = role
  }

  private var beginnings: [String] {
    switch self {
    case .training: ["train"]
    case .validation: ["valid"]
    case .test: ["test", "t10k"]
    }
  }
}
