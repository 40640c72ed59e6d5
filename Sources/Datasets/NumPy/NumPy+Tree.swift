internal import StoredNumbers

extension NumPy {
  /// Lists the arrays of a `.npz` archive, of a `.npy` file, or of the files in a directory.
  ///
  /// The arrays of an archive have their names in it, unless it is a sparse matrix that SciPy's
  /// `save_npz` wrote: that one is `features`. A file with a single array is named by the file, and
  /// so are the files beside it that have its labels or the sets that belong to it, and those in a
  /// directory. The entries of a pickled dictionary are arrays of their own.
  ///
  /// - Throws: ``DatasetError`` for an invalid header, a size that does not match the file, and
  ///   corrupt objects.
  /// - Complexity: Only the headers are read, and pickled objects.
  static func tree(path: String) throws(DatasetError) -> DataTree {
    guard !isDirectory(path) else { return try tree(files: directoryFiles(path)) }
    let files = try files(path)
    guard files.count == 1 else { return try tree(files: files) }
    let content = try FileContent(path: path)
    return try DataTree(
      .numpy,
      NPYHeader.begins(content.prefix(6))
        ? variables(of: content, named: stem(path), isAlone: true) : archiveVariables(path))
  }

  /// The arrays of several files, named by the files.
  private static func tree(files: [String]) throws(DatasetError) -> DataTree {
    var variables: [DataVariable] = []
    for path in files {
      let name = stem(path)
      variables += try located(path) { path throws(DatasetError) in
        let content = try FileContent(path: path)
        if try NPYHeader.begins(content.prefix(6)) {
          return try self.variables(of: content, named: name, isAlone: false)
        }
        let members = try archiveVariables(path)
        return members.map { member in
          DataVariable(
            path: members.count == 1 ? name : "\(name).\(member.path)",
            dimensions: member.dimensions, kind: member.kind, value: member.value)
        }
      }
    }
    return try DataTree(.numpy, variables)
  }

  /// The array of a `.npy` file, or those of the dictionary in it.
  private static func variables(
    of content: FileContent, named name: String, isAlone: Bool
  ) throws(DatasetError) -> [DataVariable] {
    let header = try NPYHeader(content.prefix(NPYHeader.maximumByteCount))
    guard let size = try header.fileByteCount() else {
      let file = try content.bytes(atMost: Pickle.inflationLimit)
      return try Pickle.variables(file.dropFirst(header.byteCount), at: name, isAlone: isAlone)
    }
    return [
      header.variable(named: name) { () throws(DatasetError) in try content.bytes(promised: size) }
    ]
  }

  /// The arrays in a `.npz` archive, in the order of the archive; other files are ignored.
  static func archiveVariables(_ path: String) throws(DatasetError) -> [DataVariable] {
    let archive = try ZipArchive(path: path)
    var variables: [DataVariable] = []
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      let name = String(entry.name.dropLast(4))
      do {
        variables += try located(entry.name) { _ throws(DatasetError) in
          let header = try NPYHeader(archive.prefix(of: entry, NPYHeader.maximumByteCount)[...])
          guard let size = try header.fileByteCount() else {
            let file = try archive.content(of: entry, atMost: Pickle.inflationLimit)
            return try Pickle.variables(file.dropFirst(header.byteCount), at: name, isAlone: false)
          }
          try FileContent.check(size: entry.size, promised: size)
          try archive.checkSize(of: entry, atMost: size)
          return [
            header.variable(named: name) { () throws(DatasetError) in
              try located(entry.name) { _ throws(DatasetError) in
                try ZipArchive(path: path).content(of: entry, atMost: size)[...]
              }
            }
          ]
        }
      } catch  where error.kind == .unsupported {
        variables.append(DataVariable(name, error))
      }
    }
    guard !variables.isEmpty else {
      throw DatasetError(.missing, "the archive has no .npy files")
    }
    return try withSparseMatrix(variables)
  }

  /// The files of a data set: those in a directory, or a file and those beside it that belong to it.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    guard !isDirectory(path) else { return try directoryFiles(path) }
    let name = VariableName(stem(path))
    guard name.part != nil, try hasOneArray(path) else { return [path] }
    let folder = String(path.dropLast(fileName(path).count))
    var files = [path]
    for entry in try directoryEntries(folder.isEmpty ? "." : folder)
    where isNumPyFile(entry) && entry != fileName(path)
      && name.belongs(with: VariableName(stem(entry)))
    {
      let beside = folder + entry
      if isFile(beside), try hasOneArray(beside) { files.append(beside) }
    }
    // Of a .npy and a .npz of one name, the first serves.
    var stems = Set<String>()
    return files.filter { stems.insert(stem($0)).inserted }
  }

  /// Whether a directory has files of NumPy arrays.
  static func isPresent(inDirectory path: String) throws(DatasetError) -> Bool {
    try directoryEntries(path).contains { isNumPyFile($0) }
  }

  private static func directoryFiles(_ path: String) throws(DatasetError) -> [String] {
    var stems = Set<String>()
    return try directoryEntries(path)
      .filter { isNumPyFile($0) && stems.insert(stem($0)).inserted }
      .map { "\(path)/\($0)" }
  }

  private static func hasOneArray(_ path: String) throws(DatasetError) -> Bool {
    if path.hasSuffix(".npz") {
      return try ZipArchive(path: path).entries.filter { $0.name.hasSuffix(".npy") }.count == 1
    }
    return true
  }

  private static func isNumPyFile(_ name: String) -> Bool {
    [".npy", ".npz", ".npy.gz"].contains { name.hasSuffix($0) }
  }

  /// The name of a file without its ending.
  static func stem(_ path: String) -> String {
    var name = fileName(path)
    for ending in [".gz", ".npy", ".npz"] where name.hasSuffix(ending) && name != ending {
      name.removeLast(ending.count)
    }
    return name
  }
}

extension NPYHeader {
  /// The size of the whole file; `nil` for objects, whose size is not stated.
  func fileByteCount() throws(DatasetError) -> Int? {
    guard let elementByteCount = elements.byteCount else { return nil }
    let size = try StoredArray.byteCount(
      dimensions: dimensions, elementByteCount: elementByteCount)
    let (whole, overflow) = size.addingReportingOverflow(byteCount)
    guard !overflow else {
      throw DatasetError(.malformed, at: "shape", "\(sizeText(dimensions)) is not a possible size")
    }
    return whole
  }

  /// The variable with the array of a file with this header, which is read when it is needed.
  fileprivate func variable(
    named name: String, file: @escaping () throws(DatasetError) -> ArraySlice<UInt8>
  ) -> DataVariable {
    let isText = if case .texts = elements { true } else { false }
    return DataVariable(
      path: name, dimensions: isText ? [dimensions.reduce(1, *)] : dimensions,
      kind: isText ? .text : .numbers
    ) { () throws(DatasetError) in
      let bytes = try file().dropFirst(byteCount)
      switch elements {
      case .texts(let text):
        return .texts(try text.texts(bytes, dimensions: dimensions, storedIn: storageOrder))
      default: return .numbers(try array(bytes))
      }
    }
  }

  /// The numbers of an array with this header.
  func array(_ bytes: ArraySlice<UInt8>) throws(DatasetError) -> StoredArray {
    guard case .numbers(let elementType, let byteOrder) = elements else {
      throw DatasetError(
        .unsupported, at: "descr", "the array is not of real numbers",
        remedy: "save the array with dtype float64, float32 or an integer type")
    }
    return try StoredArray(
      bytes, dimensions: dimensions, elementType: elementType, byteOrder: byteOrder,
      storageOrder: storageOrder)
  }
}
