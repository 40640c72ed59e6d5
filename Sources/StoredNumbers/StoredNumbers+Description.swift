extension StoredNumbers: CustomStringConvertible {
  /// The count and the type of the numbers, as in "10 × uint8".
  public var description: String { "\(count) × \(elementType.rawValue)" }
}
