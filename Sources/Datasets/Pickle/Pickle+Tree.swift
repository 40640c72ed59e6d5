extension Pickle {
  /// Lists the arrays of a pickle.
  ///
  /// An entry of a dictionary is named by its key, one of a nested dictionary `train.images`. In
  /// tuples and lists, a pair of features and labels is `x_train` and `y_train`, two or three pairs
  /// are those of training, (validation) and test, and two or three dictionaries are `train`,
  /// (`valid`) and `test`. A single array is `data`.
  ///
  /// - Throws: ``DatasetError`` for a pickle that is corrupt or needs a name that isn't built in.
  package static func tree(_ content: ArraySlice<UInt8>) throws(DatasetError) -> DataTree {
    try DataTree(.numpy, variables(content, at: "data", isAlone: true))
  }

  /// Lists the arrays of a pickle that has a name.
  ///
  /// - Parameters:
  ///   - content: The pickle.
  ///   - name: The name of a single array, and the beginning of the paths of others.
  ///   - isAlone: Whether the file has nothing else, so that a dictionary needs no name.
  /// - Returns: The arrays, which have been read.
  /// - Throws: ``DatasetError`` for a corrupt pickle, with the offset of the instruction, and for
  ///   Python names that are not supported; nothing is run.
  static func variables(
    _ content: ArraySlice<UInt8>, at name: String, isAlone: Bool
  ) throws(DatasetError) -> [DataVariable] {
    var interpreter = PickleInterpreter(content)
    let value = try interpreter.run()
    var tree = PickleTree(interpreter, byteCount: content.count)
    guard isAlone else { return try tree.variables(of: value, at: name) }
    if tree.entries(value) != nil { return try tree.variables(of: value, at: "") }
    if let sets = try sets(value, in: &tree) { return sets }
    return try tree.variables(of: value, at: name)
  }

  /// The arrays of a pair, of pairs, or of dictionaries for each set; `nil` for anything else.
  private static func sets(
    _ value: PickleValue, in tree: inout PickleTree
  ) throws(DatasetError) -> [DataVariable]? {
    if let pair = try tree.pair(value, depth: 0) { return named([pair]) }
    guard let parts = tree.sequence(value), (1...3).contains(parts.count) else { return nil }
    if parts.allSatisfy({ tree.entries($0) != nil }) {
      var variables: [DataVariable] = []
      for (role, part) in zip(roles(parts.count), parts) {
        variables += try tree.variables(of: part, at: role)
      }
      return variables
    }
    var pairs: [(features: PickleTree.Leaf, labels: PickleTree.Leaf)] = []
    for part in parts {
      guard let pair = try tree.pair(part, depth: 1) else { return nil }
      pairs.append(pair)
    }
    return named(pairs)
  }

  private static func named(
    _ pairs: [(features: PickleTree.Leaf, labels: PickleTree.Leaf)]
  ) -> [DataVariable] {
    zip(roles(pairs.count), pairs).flatMap { role, pair in
      [pair.features.variable(at: "x_\(role)"), pair.labels.variable(at: "y_\(role)")]
    }
  }

  private static func roles(_ count: Int) -> [String] {
    count == 3 ? ["train", "valid", "test"] : ["train", "test"]
  }
}
