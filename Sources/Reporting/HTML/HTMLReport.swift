public import Training

/// A report that renders as one HTML file.
///
/// The file is self-contained: styles and plots are inline, images are data URIs, and there is no
/// script. It follows the system's light or dark mode, and all text in it is escaped.
public struct HTMLReport: Sendable {
  /// A name and a value, as text.
  public struct Fact: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The value, rounded for display.
    public var value: String

    /// Creates a fact from its name and value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A block of a section.
  public enum Block: Sendable {
    /// A paragraph of text.
    case paragraph(String)
    /// The key figures, in large type.
    case figures([Fact])
    /// Names and values, one per line.
    case facts([Fact])
    /// A table.
    case table(Table)
    /// A confusion matrix whose cells are tinted by their fraction of the actual class, one label
    /// per class.
    case confusion(ConfusionMatrix, labels: [String])
    /// Plots, side by side where they fit.
    case plots([LinePlot])
    /// An image and its caption.
    case image(PixelImage, description: String)
  }

  /// A heading and the blocks below it.
  public struct Section: Sendable {
    /// The heading.
    public var title: String
    /// The content in reading order.
    public var blocks: [Block]

    /// Creates a section.
    public init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// The heading of the report.
  public var title: String
  /// The sections in reading order.
  public var sections: [Section]

  /// Creates a report.
  public init(title: String, sections: [Section]) {
    self.title = title
    self.sections = sections
  }
}
