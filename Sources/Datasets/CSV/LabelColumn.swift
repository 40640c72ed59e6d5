/// The column of a table that has the labels.
public enum LabelColumn: Hashable, Sendable {
  /// The column with this name in the header.
  case named(String)
  /// The column at this position, counted from 1, or backward from −1 for the last column.
  case position(Int)
}
