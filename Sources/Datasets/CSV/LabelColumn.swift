/// Which column of a table holds the labels.
public enum LabelColumn: Hashable, Sendable {
  /// The column with this name in the header.
  case named(String)
  /// The column at this position, counted from 1; from −1, the last, backwards when negative.
  case position(Int)
}
