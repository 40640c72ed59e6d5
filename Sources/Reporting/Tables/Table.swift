/// A table as a value: typed columns and rows of cells, to be printed as text or written as HTML.
public struct Table: Equatable, Sendable {
  /// A column: its heading, and how its numbers are written.
  public struct Column: Equatable, Sendable {
    /// What the column's cells hold.
    public enum Kind: Hashable, Sendable {
      /// Words, aligned to the left.
      case text
      /// Numbers and counts, aligned to the right; numbers are written in the style.
      case number(NumberStyle)
    }

    /// The heading.
    public var title: String
    /// What the column's cells hold.
    public var kind: Kind

    /// A column of words.
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

  /// What stands in one place of a table.
  public enum Cell: Equatable, Sendable {
    /// Nothing.
    case empty
    /// A word.
    case text(String)
    /// A whole number, written with all its digits.
    case count(Int)
    /// A number, written in the style of its column.
    case number(Double)
  }

  /// The columns from left to right.
  public let columns: [Column]
  /// Groups of rows, from top to bottom; a rule or a space separates the groups.
  public private(set) var groups: [[[Cell]]] = [[]]

  /// A table without rows.
  public init(columns: [Column]) { self.columns = columns }

  /// Adds a row at the bottom.
  ///
  /// - Precondition: one cell a column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "one cell a column")
    groups[groups.count - 1].append(row)
  }

  /// Separates the rows that follow from those above.
  public mutating func startGroup() {
    if groups[groups.count - 1].isEmpty { return }
    groups.append([])
  }

  /// What a cell says in the style of its column.
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
  /// A word.
  public init(stringLiteral value: String) { self = .text(value) }
}
