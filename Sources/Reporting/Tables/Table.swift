/// A table of typed columns and rows of cells, printed as text or as HTML.
public struct Table: Equatable, Sendable {
  /// A column: its heading and the format of its numbers.
  public struct Column: Equatable, Sendable {
    /// The kind of the column's cells.
    public enum Kind: Hashable, Sendable {
      /// Text, left-aligned.
      case text
      /// Numbers and counts, right-aligned; numbers are formatted in the style.
      case number(NumberStyle)
    }

    /// The heading.
    public var title: String
    /// The kind of the column's cells.
    public var kind: Kind

    /// A column of text.
    public static func text(_ title: String) -> Column { Column(title: title, kind: .text) }
    /// A column of whole numbers.
    public static func count(_ title: String) -> Column {
      Column(title: title, kind: .number(.fixed(decimals: 0)))
    }
    /// A column of numbers in a style.
    public static func number(_ title: String, _ style: NumberStyle) -> Column {
      Column(title: title, kind: .number(style))
    }
  }

  /// The content of a cell.
  public enum Cell: Equatable, Sendable {
    /// Nothing.
    case empty
    /// Text.
    case text(String)
    /// A whole number, printed exactly.
    case count(Int)
    /// A number, formatted in the style of its column.
    case number(Double)
  }

  /// The columns from left to right.
  public let columns: [Column]
  /// Groups of rows, from top to bottom; a rule or an empty line separates the groups.
  public private(set) var groups: [[[Cell]]] = [[]]

  /// Creates a table without rows.
  public init(columns: [Column]) { self.columns = columns }

  /// Adds a row at the bottom.
  ///
  /// - Precondition: one cell per column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "one cell per column")
    groups[groups.count - 1].append(row)
  }

  /// Separates the rows that follow from those above.
  public mutating func startGroup() {
    if groups[groups.count - 1].isEmpty { return }
    groups.append([])
  }

  /// The text of a cell in the style of its column.
  func text(of cell: Cell, in column: Column) -> String {
    switch (cell, column.kind) {
    case (.empty, _): ""
    case (.text(let word), _): word
    case (.count(let count), _): "\(count)"
    case (.number(let number), .number(let style)): style.text(number)
    case (.number(let number), .text): "\(number)"
    }
  }
}

extension Table.Cell: ExpressibleByStringLiteral {
  /// Text.
  public init(stringLiteral value: String) { self = .text(value) }
}
