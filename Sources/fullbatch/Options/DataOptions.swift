public import ArgumentParser
public import Datasets

/// What is read from a data file, and how; what is not given is decided by the file.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Features: a variable (data.X, 'data(:,1:4)'), several (a,b), or columns of a table by name or \
      number.
      """, valueName: "names"))
  var features: String?

  @Option(
    help: ArgumentHelp(
      """
      Labels: a variable (y, data.y), a column of one ('data(:,end)', data:last), or a column of a \
      table (name, number, first, last).
      """, valueName: "name"))
  var labels: String?

  @Option(
    help: """
      Where the examples are: rows, columns, or last for the last dimension (default: as the number \
      of labels says)
      """)
  var examples: DatasetOptions.ExampleAxis?

  @Option(
    help: """
      Scaling of the features: none, unit (largest value 1), standard (mean 0, standard deviation \
      1) or minmax (0…1), computed on the training set and kept in the model (default: pixels are \
      divided by their largest possible value, other features are not scaled)
      """)
  var scale: DatasetOptions.Scale?

  @Option(
    help: ArgumentHelp(
      "Columns of a table that are left out, by name or number.", valueName: "columns"))
  var ignore: String?

  @Option(
    help: ArgumentHelp(
      "Columns of a table whose values are categories, by name or number, or all.",
      valueName: "columns"))
  var categorical: String?

  @Option(
    help: """
      Missing values in a table: mean replaces them by the mean of the column (of text, the most \
      frequent), drop leaves out their examples (default: an error)
      """)
  var missing: DatasetOptions.MissingValues?

  @Option(
    help: ArgumentHelp(
      "Size to which pictures are resized, such as 28x28 (height × width).", valueName: "size"))
  var image: DatasetOptions.ImageSize?

  /// The options for a reader.
  ///
  /// - Parameters:
  ///   - input: The input of a model that the examples are for; `nil` for training.
  ///   - requiresLabels: Whether examples without labels are refused.
  /// - Returns: The options.
  func reading(for input: ModelInput? = nil, requiresLabels: Bool = true) -> DatasetOptions {
    var options = DatasetOptions()
    options.features = Self.list(features)
    options.labels = labels
    options.exampleAxis = examples
    options.scale = scale
    options.ignored = Self.list(ignore)
    options.categorical = Self.list(categorical)
    options.missingValues = missing
    options.imageSize = image
    options.requiresLabels = requiresLabels
    options.input = input
    return options
  }

  /// The parts of a list separated by commas, except commas in parentheses.
  private static func list(_ text: String?) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text ?? "" {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth <= 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).filter { !$0.isEmpty }
  }
}

extension DatasetOptions.ExampleAxis: ExpressibleByArgument {}
extension DatasetOptions.Scale: ExpressibleByArgument {}
extension DatasetOptions.MissingValues: ExpressibleByArgument {}

extension DatasetOptions.ImageSize: ExpressibleByArgument {
  /// Reads a size such as 28x28.
  public init?(argument: String) {
    let sides = argument.lowercased().split { "x×".contains($0) }.map { Int($0) ?? 0 }
    guard sides.count == 2, sides.allSatisfy({ (1...10_000).contains($0) }) else { return nil }
    self.init(height: sides[0], width: sides[1])
  }
}
