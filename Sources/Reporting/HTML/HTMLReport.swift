public import Training

/// A report as a value that writes itself as one HTML file.
///
/// The file needs nothing from outside: styles and plots are inline, pictures are data URIs, there
/// is no script. It is light or dark as the reader's system asks, and all text in it is escaped.
public struct HTMLReport: Sendable {
  /// A named value, as text.
  public struct Fact: Equatable, Sendable {
    /// What it is.
    public var name: String
    /// Its value, rounded for people.
    public var value: String

    /// Names a value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a section is made of.
  public enum Block: Sendable {
    /// A paragraph of text.
    case paragraph(String)
    /// The few numbers that matter most, large.
    case figures([Fact])
    /// Names and values, one a line.
    case facts([Fact])
    /// A table.
    case table(Table)
    /// A confusion matrix whose cells are tinted by their share of the actual class, one label a
    /// class.
    case confusion(ConfusionMatrix, labels: [String])
    /// Plots, side by side where there is room.
    case plots([LinePlot])
    /// A picture and what it shows.
    case picture(PixelImage, description: String)
  }

  /// A heading with what stands below it.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The content in reading order.
    public var blocks: [Block]

    /// A section from its content.
    public init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// The heading of the report.
  public var title: String
  /// The sections in reading order.
  public var sections: [Section]

  /// A report from its sections.
  public init(title: String, sections: [Section]) {
    self.title = title
    self.sections = sections
  }
}
