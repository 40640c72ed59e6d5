/// The lines of a text, which end with LF or CRLF; a byte order mark at the beginning is skipped.
struct TextLines {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var number = 0

  /// Starts at the first line.
  init(_ content: ArraySlice<UInt8>) {
    bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
    position = bytes.startIndex
  }

  /// The number of lines that were not yet read.
  ///
  /// - Complexity: One pass over these lines.
  var remainingCount: Int {
    let rest = bytes[position...]
    let lineFeeds = rest.count { $0 == UInt8(ascii: "\n") }
    return lineFeeds + (rest.isEmpty || rest.last == UInt8(ascii: "\n") ? 0 : 1)
  }

  /// The next line, or `nil` at the end.
  mutating func next() -> TextLine? {
    guard position < bytes.endIndex else { return nil }
    let end = bytes.withUnsafeBufferPointer { buffer in
      var index = position - bytes.startIndex
      while index < buffer.count, buffer[index] != UInt8(ascii: "\n") { index += 1 }
      return bytes.startIndex + index
    }
    defer { position = min(end + 1, bytes.endIndex) }
    number += 1
    return TextLine(bytes[position..<end], number: number)
  }
}
