/// How a table is written, as decided from its content.
public struct TableFormat: Hashable, Sendable {
  /// What separates the fields of a record, in the order of preference.
  public enum Separator: String, CaseIterable, Sendable {
    /// A comma.
    case comma
    /// A semicolon.
    case semicolon
    /// A tab.
    case tab
    /// The character `|`.
    case verticalBar = "vertical bar"
    /// One or more spaces or tabs; there are no empty fields.
    case blanks

    /// The character; a space for blanks.
    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: UInt8(ascii: "\t")
      case .verticalBar: UInt8(ascii: "|")
      case .blanks: UInt8(ascii: " ")
      }
    }
  }

  /// What separates the whole part of a number from its fraction.
  public enum DecimalMark: String, CaseIterable, Sendable {
    /// A point, as in 1.5.
    case point
    /// A comma, as in 1,5.
    case comma

    /// The character.
    var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  }

  /// The encoding of the text.
  public enum Encoding: String, Sendable {
    /// UTF-8, of which ASCII is a part.
    case utf8 = "UTF-8"
    /// UTF-16 with the low byte first.
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16 with the high byte first.
    case utf16BigEndian = "UTF-16BE"
    /// The Western European encoding of Windows, of which Latin-1 is a part.
    case windows1252 = "Windows-1252"
  }

  /// What separates the fields.
  public var separator: Separator
  /// The decimal mark of all numbers.
  public var decimalMark: DecimalMark
  /// The encoding of the text.
  public var encoding: Encoding
  /// Whether the table has the names of its columns, in its first record or in a comment before it.
  public var hasHeader: Bool

  /// Creates a description of a table.
  public init(
    separator: Separator, decimalMark: DecimalMark, encoding: Encoding, hasHeader: Bool
  ) {
    self.separator = separator
    self.decimalMark = decimalMark
    self.encoding = encoding
    self.hasHeader = hasHeader
  }
}
