public import LinearAlgebra

/// Data sets in ARFF files, the format of Weka: declared attributes, then an example per line.
///
/// The file may be gzip-compressed.
///
/// Source: Weka 3.9, "Attribute-Relation File Format (ARFF)", and its class `ArffLoader`.
public enum ARFF {
  /// Reads the examples of a file.
  ///
  /// Lines are dense, with one value per attribute, or sparse, with pairs of an index and a value
  /// in braces. If the label attribute is not given, it is the nominal attribute named `class`,
  /// `label` or `target`, in any case; without one, the last attribute if it is nominal.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - scalar: The scalar type of the features.
  ///   - labelColumn: The name or position of the label attribute; with `nil`, the default, it is
  ///     detected.
  ///   - limit: The maximum size of the decompressed file in bytes.
  /// - Returns: The data set; features are not scaled, labels are whole numbers if their attribute
  ///   is numeric, and strings otherwise.
  /// - Throws: ``DatasetError``, with the line and the attribute, for attributes other than the
  ///   labels that are not numeric, missing values, labels that are not declared, a wrong number of
  ///   values, and sparse examples that take more than 2²⁸ numbers.
  /// - Complexity: Two passes; numbers are parsed directly from the bytes of the file.
  public static func read<Scalar: BLASScalar>(
    path: String, as scalar: Scalar.Type = Scalar.self, labelColumn: LabelColumn? = nil,
    inflatingAtMost limit: Int = 1 << 31
  ) throws(DatasetError) -> DatasetCollection<Scalar> {
    try DatasetCollection(
      training: examples(FileContent(path: path).bytes(atMost: limit), labelColumn: labelColumn))
  }

  /// Reads a file in memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func examples<Scalar: BLASScalar>(
    _ content: ArraySlice<UInt8>, labelColumn: LabelColumn?
  ) throws(DatasetError) -> Examples<Scalar> {
    var lines = TextLines(content)
    let header = try ARFFHeader(&lines)
    var rows = try ARFFRows<Scalar>(
      header, labelColumn: labelColumn, lineCount: lines.remainingCount, byteCount: content.count)
    while var line = lines.next() { try rows.append(&line) }
    return try rows.examples()
  }

  /// Whether content begins like an ARFF file: with `@relation` or `@attribute`, after comments.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    var lines = TextLines(bytes)
    while var line = lines.next() {
      if line.isAtARFFEnd() { continue }
      return line.skip("@") && ["relation", "attribute"].contains(line.word().lowercased())
    }
    return false
  }
}
