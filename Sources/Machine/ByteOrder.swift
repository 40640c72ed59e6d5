/// The byte order of numbers in a file.
public enum ByteOrder: String, Sendable {
  /// Little endian: the least significant byte first.
  case little
  /// Big endian: the most significant byte first.
  case big

  /// The byte order of this machine.
  @inlinable
  public static var native: ByteOrder { 1.littleEndian == 1 ? .little : .big }
}
