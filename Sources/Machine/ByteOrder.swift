/// The order of the bytes of a number in a file.
public enum ByteOrder: String, Sendable {
  /// The lowest byte first.
  case little
  /// The highest byte first.
  case big

  /// The order of this machine.
  @inlinable
  public static var native: ByteOrder { 1.littleEndian == 1 ? .little : .big }
}
