extension StoredNumbers: CustomStringConvertible {
  /// How many numbers there are and their type, as in "10 × uint8".
  public var description: String { "\(count) × \(elementType.rawValue)" }
}
