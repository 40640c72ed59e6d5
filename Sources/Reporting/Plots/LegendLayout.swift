/// The positions of the legend's entries: in lines between the title and the curves, so that they
/// never hide data.
struct LegendLayout {
  /// The left end of each entry's line sample, and the base line of its name.
  private(set) var entries: [(x: Double, y: Double)] = []
  /// The lower end of the legend.
  private(set) var bottom: Double

  /// Places the entries from left to right, in as many lines as the width requires; none for a
  /// single curve.
  init(names: [String], top: Double, width: Double) {
    bottom = top
    guard names.count > 1 else { return }
    let left = 64.0
    let lineHeight = 18.0
    bottom += lineHeight
    var x = left
    for name in names {
      let entryWidth = 28 + TextMetrics.width(name) + 18
      if x > left, x + entryWidth > width {
        x = left
        bottom += lineHeight
      }
      entries.append((x, bottom - 5))
      x += entryWidth
    }
  }
}
