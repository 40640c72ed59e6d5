extension PictureFolder {
  /// Lists the pictures of a directory, or a single picture, as arrays.
  ///
  /// They are `pictures`, and `folders` with the names of their folders, which are the labels;
  /// likewise `test.pictures` and `validation.pictures`.
  ///
  /// - Parameters:
  ///   - path: A directory, or a file.
  ///   - options: The size of the pictures; for a model that was trained on images, its size, and
  ///     whether they are centered like its digits.
  /// - Returns: The arrays, which have been read.
  /// - Throws: ``DatasetError`` for a picture that can't be decoded, or has another size.
  static func tree(path: String, _ options: DatasetOptions) throws(DatasetError) -> DataTree {
    var preparation = PicturePreparation()
    preparation.height = options.imageSize?.height
    preparation.width = options.imageSize?.width
    if let shape = options.input?.imageShape {
      preparation.height = shape.height
      preparation.width = shape.width
      preparation.channels = shape.channels == 1 ? 1 : 3
      preparation.centers = options.centersPictures && shape.channels == 1
    }
    let folder = try PictureFolder(path: path, preparation: preparation)
    let parts = [("", folder.training), ("validation.", folder.validation), ("test.", folder.test)]
    let variables = parts.flatMap { prefix, part -> [DataVariable] in
      guard let part else { return [] }
      return [DataVariable("\(prefix)pictures", part.pictures)]
        + (part.labels.map { [DataVariable("\(prefix)folders", $0)] } ?? [])
    }
    return try DataTree(.numpy, variables)
  }

  /// The pictures of a directory, or a single picture.
  static func files(_ path: String) throws(DatasetError) -> [String] {
    guard isDirectory(path) else { return [path] }
    return try PictureTree(path).parts.values.flatMap { files in
      files.map { "\(path)/\($0.path)" }
    }
  }
}
