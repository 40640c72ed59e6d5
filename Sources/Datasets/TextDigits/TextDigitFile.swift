/// The name of a file with a text digit, `folder/label_number.txt`.
struct TextDigitFile {
  /// The name with its folders.
  let path: String
  /// The folders before the name; empty if there are none.
  let folder: String
  /// The digit in the image.
  let label: Int
  /// The number of the image among those of this digit.
  let number: Int

  /// Parses a name; `nil` if it is not the name of a text digit.
  init?(path: String) {
    let name = fileName(path)
    guard name.hasSuffix(".txt") else { return nil }
    let parts = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let label = Int(parts[0]), let number = Int(parts[1]), !path.hasPrefix("__MACOSX")
    else { return nil }
    self.path = path
    self.folder = String(path.dropLast(name.count))
    self.label = label
    self.number = number
  }
}
