extension Table {
  /// The table as an HTML element; each group of rows has its own body.
  func markup() -> Markup {
    let heading = columns.map { column in
      Markup.element("th", ["scope": "col", "class": alignment(column)], .text(column.title))
    }
    let bodies = groups.filter { !$0.isEmpty }.map { rows in
      Markup.element("tbody", [:], rows.map(markup(row:)))
    }
    return .element(
      "table", [:], [.element("thead", [:], .element("tr", [:], heading))] + bodies)
  }

  private func markup(row: [Cell]) -> Markup {
    .element(
      "tr", [:],
      zip(row, columns).map { cell, column in
        .element("td", ["class": alignment(column)], .text(text(of: cell, in: column)))
      })
  }

  private func alignment(_ column: Column) -> String {
    column.kind == .text ? "word" : "number"
  }
}
