/// What becomes of features that are stored as unsigned bytes.
public enum ByteScaling: String, Sendable {
  /// Divided by 255, so that pixels lie in 0…1.
  case unitInterval
  /// Kept as they are, 0…255.
  case asStored
}
