/// The members of groups, and the B-trees of version 1 that index them and chunks (III.A).
extension HDF5File {
  /// The kinds of B-trees, and the size of their keys.
  enum TreeKind {
    /// Symbol table nodes by the names in them.
    case group
    /// Chunks by their place in a dataset of a rank.
    case chunks(rank: Int)

    fileprivate var code: Int {
      switch self {
      case .group: 0
      case .chunks: 1
      }
    }

    fileprivate var keyByteCount: Int {
      switch self {
      case .group: 8
      case .chunks(let rank): 8 + 8 * (rank + 1)
      }
    }
  }

  /// A child of a leaf of a B-tree: the location of the key before it, and its own.
  struct TreeLeaf {
    let key: Range<Int>
    let child: Int
  }

  /// Collects the children of all leaves of a B-tree, in their order.
  ///
  /// Each node is visited once and each child needs bytes of its own, so the work is linear in the
  /// size of the file.
  func leaves(of kind: TreeKind, treeAt root: Int) throws(MATFileError) -> [TreeLeaf] {
    var leaves: [TreeLeaf] = []
    var visited: Set<Int> = []
    var childCount = 0
    // The nodes that are left, the next one last, each with the level that it must have.
    var nodes: [(offset: Int, level: Int?)] = [(root, nil)]
    while let node = nodes.popLast() {
      var cursor = try HDF5Cursor(self, at: node.offset, "B-tree")
      guard visited.insert(node.offset).inserted else {
        throw cursor.fault(.corrupt, "a node of a B-tree occurs twice")
      }
      try cursor.signature("TREE")
      let (code, level) = (try cursor.integer(1), try cursor.integer(1))
      guard code == kind.code, node.level ?? level == level else {
        throw cursor.fault(.corrupt, "a node of a B-tree has the wrong type or level")
      }
      let count = try cursor.integer(2)
      try cursor.skip(16)
      childCount += count
      guard childCount <= bytes.count / 16 else {
        throw cursor.fault(.corrupt, "a B-tree has more children than the file has room for")
      }
      var children: [TreeLeaf] = []
      for _ in 0..<count {
        let key = try cursor.take(kind.keyByteCount)
        guard let child = try cursor.address() else {
          throw cursor.fault(.corrupt, "a node of a B-tree has a child without an address")
        }
        children.append(TreeLeaf(key: key, child: child))
      }
      if level == 0 {
        leaves += children
      } else {
        nodes += children.reversed().map { ($0.child, level - 1) }
      }
    }
    return leaves
  }

  /// The members of a group in the order of the file, up to an error that ends them early.
  func members(of group: HDF5Object) -> (links: [HDF5Link], damage: MATFileError?) {
    var links = group.links
    guard let table = group.symbolTable else { return (links, group.obstacle) }
    do throws(MATFileError) {
      let names = try names(heapAt: table.heap)
      for leaf in try leaves(of: .group, treeAt: table.tree) {
        var cursor = try HDF5Cursor(self, at: leaf.child, "symbol table node")
        try cursor.signature("SNOD")
        try cursor.skip(2)
        let count = try cursor.integer(2)
        guard links.count + count <= bytes.count / 40 else {
          throw cursor.fault(.corrupt, "a group has more members than the file has room for")
        }
        for _ in 0..<count { links.append(try link(&cursor, names)) }
      }
    } catch {
      return (links, error)
    }
    return (links, group.obstacle)
  }

  /// Reads an entry of a symbol table (III.C).
  private func link(
    _ cursor: inout HDF5Cursor, _ names: Range<Int>
  ) throws(MATFileError) -> HDF5Link {
    let before = cursor
    let offset = try cursor.integer(8)
    let address = try cursor.address()
    let cache = try cursor.integer(4)
    try cursor.skip(20)
    guard offset < names.count else {
      throw before.fault(.corrupt, "the name of a member is outside the heap of its group")
    }
    var text = HDF5Cursor(self, names.lowerBound + offset..<names.upperBound, "heap of names")
    let name = try text.text()
    if cache == 2 { return HDF5Link(name: name, target: .path("a soft link")) }
    guard let address else {
      throw before.fault(.corrupt, "the member '\(name)' has no address")
    }
    return HDF5Link(name: name, target: .object(address))
  }

  /// The data of a local heap (III.D).
  private func names(heapAt offset: Int) throws(MATFileError) -> Range<Int> {
    var cursor = try HDF5Cursor(self, at: offset, "heap of names")
    try cursor.signature("HEAP")
    try cursor.skip(4)
    let size = try cursor.integer(8)
    try cursor.skip(8)
    guard let start = try cursor.address() else {
      throw cursor.fault(.corrupt, "the heap of names has no data")
    }
    var data = try HDF5Cursor(self, at: start, length: size, "heap of names")
    return try data.take(size)
  }
}
