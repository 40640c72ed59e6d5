/// The role of a data set: training, validation or test.
enum Split: CaseIterable {
  case training
  case validation
  case test

  /// The split at the beginning of a file's name, as in `train-images-idx3-ubyte` and
  /// `t10k-images-idx3-ubyte`, or `nil`.
  init?(fileName: String) {
    let name = fileName.lowercased()
    guard let role = Self.allCases.first(where: { $0.beginnings.contains(where: name.hasPrefix) })
    else { return nil }
    self = role
  }

  /// The split in the last component of a folder's name, or `nil`.
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
