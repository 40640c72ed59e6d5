/// Which byte of a number comes first in a file.
public enum ByteOrder: String, Sendable {
  /// The least significant byte first.
  case little
  /// The most significant byte first.
  case big
}
